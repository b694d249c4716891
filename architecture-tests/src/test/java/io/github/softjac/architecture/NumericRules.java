package io.github.softjac.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.BaseStream;

/// The numeric contract: what would give other bits on another machine, or with another number of
/// threads, is not to be called where numbers are made.
final class NumericRules {

  /// What may differ by machine, or between interpreter and JIT: everything in [Math] that is
  /// allowed to be off by 1 ulp or more. [StrictMath] has the same functions, with fixed bits.
  private static final Set<String> INEXACT_MATH =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot", "sin", "cos", "tan",
          "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh");

  /// The same as lane operators of the Vector API.
  private static final Set<String> INEXACT_LANES =
      Set.of(
          "EXP", "EXPM1", "LOG", "LOG10", "LOG1P", "POW", "CBRT", "HYPOT", "SIN", "COS", "TAN",
          "ASIN", "ACOS", "ATAN", "ATAN2", "SINH", "COSH", "TANH");

  /// Reductions whose result depends on the order of the lanes, which is the JIT's to choose.
  private static final Set<String> ORDERED_LANES = Set.of("ADD", "MUL");

  private static final Set<String> REDUCTIONS = Set.of("reduceLanes", "reduceLanesToLong");

  private static final String VECTOR_OPERATORS = "jdk.incubator.vector.VectorOperators";
  private static final String VECTOR_API = "jdk.incubator.vector";

  private NumericRules() {}

  static ArchRule noInexactMath() {
    return noClasses()
        .should()
        .accessTargetWhere(
            describe(
                "functions of Math whose bits may differ by machine",
                access ->
                    access.getTargetOwner().isEquivalentTo(Math.class)
                        && INEXACT_MATH.contains(access.getTarget().getName())))
        .because("StrictMath has the same bits everywhere");
  }

  static ArchRule noInexactLaneOperators() {
    return noClasses()
        .should()
        .accessTargetWhere(
            describe(
                "lane operators whose bits may differ by machine",
                access ->
                    access.getTargetOwner().getName().equals(VECTOR_OPERATORS)
                        && INEXACT_LANES.contains(access.getTarget().getName())))
        .because("lanewise(EXP) and its like have other bits on other machines");
  }

  /// A method that reads `VectorOperators.ADD` or `MUL` and calls `reduceLanes` is taken to reduce
  /// by it. Reading ADD for `lanewise` in one method and reducing by MAX in another is fine; a
  /// method that needs both is to be cut in two. The operator in a constant of one's own does not
  /// hide it: no field but a local may hold one, since reading ADD or MUL in a class initializer is
  /// caught too.
  static ArchRule noReductionByAddOrMul() {
    return noCodeUnits()
        .should(
            new ArchCondition<JavaCodeUnit>(
                "reduce lanes by ADD or MUL, or keep one of them in a field") {
              @Override
              public void check(JavaCodeUnit codeUnit, ConditionEvents events) {
                boolean readsOrdered = false;
                for (JavaFieldAccess access : codeUnit.getFieldAccesses()) {
                  readsOrdered |=
                      access.getTargetOwner().getName().equals(VECTOR_OPERATORS)
                          && ORDERED_LANES.contains(access.getTarget().getName());
                }
                boolean reduces =
                    codeUnit.getMethodCallsFromSelf().stream().anyMatch(NumericRules::isReduction)
                        || codeUnit.getMethodReferencesFromSelf().stream()
                            .anyMatch(NumericRules::isReduction);
                boolean keeps = codeUnit.getName().equals("<clinit>");
                events.add(
                    new SimpleConditionEvent(
                        codeUnit,
                        readsOrdered && (reduces || keeps),
                        codeUnit.getDescription()
                            + " reads ADD or MUL of VectorOperators and "
                            + (keeps ? "keeps it" : "reduces lanes")
                            + " in "
                            + codeUnit.getSourceCodeLocation()));
              }
            })
        .because("the order of the lanes in a reduction is the JIT's to choose");
  }

  private static boolean isReduction(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    return REDUCTIONS.contains(target.getName())
        && target.getOwner().getPackageName().equals(VECTOR_API);
  }

  static ArchRule noParallelStreams() {
    return noClasses()
        .should()
        .accessTargetWhere(
            describe(
                "parallel streams",
                access -> {
                  String name = access.getTarget().getName();
                  JavaClass owner = access.getTargetOwner();
                  return name.equals("parallelStream")
                      || (name.equals("parallel") && owner.isAssignableTo(BaseStream.class))
                      || owner.isEquivalentTo(java.util.stream.StreamSupport.class)
                      || (owner.isEquivalentTo(java.util.Arrays.class)
                          && name.startsWith("parallel"));
                }))
        .because("the order of their folds depends on the number of threads");
  }

  private static DescribedPredicate<JavaAccess<?>> describe(
      String what, java.util.function.Predicate<JavaAccess<?>> predicate) {
    return DescribedPredicate.describe(what, predicate);
  }
}
