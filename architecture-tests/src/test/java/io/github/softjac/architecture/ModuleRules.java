package io.github.softjac.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.function.Function;

/// Who may depend on whom, and what a package may be called.
final class ModuleRules {

  private ModuleRules() {}

  /// Dependencies run downwards: core, then train, then data, then cli.
  static ArchRule dependenciesRunDownwards(Function<JavaClass, Optional<Module>> moduleOf) {
    return classes()
        .should(
            new ArchCondition<JavaClass>("use only their own module and those below it") {
              @Override
              public void check(JavaClass javaClass, ConditionEvents events) {
                Optional<Module> own = moduleOf.apply(javaClass);
                if (own.isEmpty()) {
                  return;
                }
                for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                  Optional<Module> target = moduleOf.apply(dependency.getTargetClass());
                  if (target.isPresent() && target.get().compareTo(own.get()) > 0) {
                    events.add(
                        SimpleConditionEvent.violated(javaClass, dependency.getDescription()));
                  }
                }
              }
            });
  }

  /// Core uses the JDK and itself; the nullness annotations are not there at run time.
  static ArchRule coreUsesOnlyTheJdk(Function<JavaClass, Optional<Module>> moduleOf) {
    return classes()
        .should(
            new ArchCondition<JavaClass>("use only the JDK where they are in core") {
              @Override
              public void check(JavaClass javaClass, ConditionEvents events) {
                if (!moduleOf.apply(javaClass).equals(Optional.of(Module.CORE))) {
                  return;
                }
                for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                  JavaClass target = dependency.getTargetClass().getBaseComponentType();
                  String name = target.getName();
                  boolean allowed =
                      target.isPrimitive()
                          || name.startsWith("java.")
                          || name.startsWith("jdk.incubator.vector.")
                          || name.startsWith("org.jspecify.annotations.")
                          || moduleOf.apply(target).equals(Optional.of(Module.CORE));
                  if (!allowed) {
                    events.add(
                        SimpleConditionEvent.violated(javaClass, dependency.getDescription()));
                  }
                }
              }
            });
  }

  /// A package is named for what it holds. These names hold whatever nobody found a place for.
  static ArchRule packagesAreNamedForWhatTheyHold() {
    return classes()
        .should(
            new ArchCondition<JavaClass>(
                "live in packages, and have names, without util, helper, common or manager") {
              @Override
              public void check(JavaClass javaClass, ConditionEvents events) {
                if (Names.isVague(javaClass)) {
                  events.add(
                      SimpleConditionEvent.violated(
                          javaClass,
                          javaClass.getName() + " is named util, helper, common or manager"));
                }
              }
            });
  }
}
