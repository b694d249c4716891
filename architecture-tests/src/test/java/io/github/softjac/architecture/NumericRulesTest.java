package io.github.softjac.architecture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.github.softjac.architecture.fixture.CallsExactMath;
import io.github.softjac.architecture.fixture.CallsMathExp;
import io.github.softjac.architecture.fixture.KeepsAddInField;
import io.github.softjac.architecture.fixture.LanesOfExp;
import io.github.softjac.architecture.fixture.ParallelCollection;
import io.github.softjac.architecture.fixture.ParallelSum;
import io.github.softjac.architecture.fixture.ReducesByAdd;
import io.github.softjac.architecture.fixture.ReducesByMax;
import io.github.softjac.architecture.fixture.ReducesByMulOfLocal;
import io.github.softjac.architecture.fixture.RefersToMathLog;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class NumericRulesTest {

  /// Where numbers are made that end up in a model.
  private static final JavaClasses NUMERIC = House.of(EnumSet.of(Module.CORE, Module.TRAIN));

  @Test
  void noInexactMathInCoreAndTrain() {
    NumericRules.noInexactMath().check(NUMERIC);
  }

  @Test
  void aCallOfMathExpIsCaught() {
    assertCaught(NumericRules.noInexactMath(), CallsMathExp.class, "Math.exp");
  }

  @Test
  void aReferenceToMathLogIsCaught() {
    assertCaught(NumericRules.noInexactMath(), RefersToMathLog.class, "Math.log");
  }

  @Test
  void strictAndExactMathIsNotCaught() {
    NumericRules.noInexactMath().check(House.fixture(CallsExactMath.class));
  }

  @Test
  void noInexactLaneOperatorsInCoreAndTrain() {
    NumericRules.noInexactLaneOperators().check(NUMERIC);
  }

  @Test
  void lanesOfExpAreCaught() {
    assertCaught(NumericRules.noInexactLaneOperators(), LanesOfExp.class, "VectorOperators.EXP");
  }

  @Test
  void noReductionByAddOrMulInCoreAndTrain() {
    NumericRules.noReductionByAddOrMul().check(NUMERIC);
  }

  @Test
  void aReductionByAddIsCaught() {
    assertCaught(NumericRules.noReductionByAddOrMul(), ReducesByAdd.class, "reduces lanes");
  }

  @Test
  void aReductionByMulThroughALocalIsCaught() {
    assertCaught(NumericRules.noReductionByAddOrMul(), ReducesByMulOfLocal.class, "reduces lanes");
  }

  @Test
  void addKeptInAFieldIsCaught() {
    assertCaught(NumericRules.noReductionByAddOrMul(), KeepsAddInField.class, "keeps it");
  }

  @Test
  void aReductionByMaxAndALanewiseAddAreNotCaught() {
    NumericRules.noReductionByAddOrMul().check(House.fixture(ReducesByMax.class));
    NumericRules.noInexactLaneOperators().check(House.fixture(ReducesByMax.class));
  }

  @Test
  void noParallelStreamsInCoreAndTrain() {
    NumericRules.noParallelStreams().check(NUMERIC);
  }

  @Test
  void aParallelStreamIsCaught() {
    assertCaught(NumericRules.noParallelStreams(), ParallelSum.class, "parallel()");
  }

  @Test
  void aParallelStreamOfACollectionIsCaught() {
    assertCaught(NumericRules.noParallelStreams(), ParallelCollection.class, "parallelStream()");
  }

  private static void assertCaught(ArchRule rule, Class<?> fixture, String message) {
    assertThatThrownBy(() -> rule.check(House.fixture(fixture)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(fixture.getSimpleName())
        .hasMessageContaining(message);
  }
}
