package io.github.softjac.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.Set;

/// What no class of the house does.
final class HouseRules {

  private static final Set<String> ENDINGS = Set.of("exit", "halt");

  private HouseRules() {}

  /// Only `main` ends the process: everything else can be called by a program that lives on.
  static ArchRule onlyTheMainMethodExits(String mainClass) {
    return noCodeUnits()
        .should(
            new ArchCondition<JavaCodeUnit>("end the process") {
              @Override
              public void check(JavaCodeUnit codeUnit, ConditionEvents events) {
                if (codeUnit.getFullName().equals(mainClass + ".main([Ljava.lang.String;)")
                    || codeUnit.getFullName().equals(mainClass + ".main(java.lang.String[])")) {
                  return;
                }
                for (JavaAccess<?> access : codeUnit.getAccessesFromSelf()) {
                  boolean ends =
                      ENDINGS.contains(access.getTarget().getName())
                          && (access.getTargetOwner().isEquivalentTo(System.class)
                              || access.getTargetOwner().isEquivalentTo(Runtime.class));
                  events.add(new SimpleConditionEvent(codeUnit, ends, access.getDescription()));
                }
              }
            });
  }

  /// Java serialization runs code that a file names. Exceptions inherit `Serializable` and may;
  /// nothing of the house asks for it.
  static ArchRule noJavaSerialization() {
    return classes()
        .should(
            new ArchCondition<JavaClass>("leave Java serialization alone") {
              @Override
              public void check(JavaClass javaClass, ConditionEvents events) {
                for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                  if (isSerialization(dependency.getTargetClass())) {
                    events.add(
                        SimpleConditionEvent.violated(javaClass, dependency.getDescription()));
                  }
                }
                for (JavaClass declared : javaClass.getRawInterfaces()) {
                  if (declared.isEquivalentTo(Serializable.class)
                      || declared.isEquivalentTo(Externalizable.class)) {
                    events.add(
                        SimpleConditionEvent.violated(
                            javaClass, javaClass.getName() + " implements " + declared.getName()));
                  }
                }
              }
            });
  }

  private static boolean isSerialization(JavaClass javaClass) {
    return javaClass.isEquivalentTo(ObjectInputStream.class)
        || javaClass.isEquivalentTo(ObjectOutputStream.class)
        || javaClass.isEquivalentTo(SerializedLambda.class);
  }
}
