package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.cost.Costs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Wrong usage: exit code 2, one clear line and one hint on standard error, nothing on standard
/// output.
class UsageTest {

  @Test
  void noCommandListsTheCommands() {
    assertWrong(
        "softjac: no command given: allowed are derive, train, predict, evaluate, inspect",
        "How it is used: softjac --help");
  }

  @Test
  void aMistypedCommandIsSuggested() {
    assertWrong(
        "softjac: unknown command \"deriv\"",
        "Did you mean derive? All of it: softjac --help",
        "deriv");
  }

  @Test
  void aMistypedOptionIsSuggested() {
    assertWrong(
        "softjac derive: unknown option --csot",
        "Did you mean --cost? All of it: softjac derive --help",
        "derive",
        "--z",
        "1",
        "--t",
        "1",
        "--csot",
        "x");
  }

  @Test
  void aMistypedOptionWithEqualsIsSuggested() {
    assertWrong(
        "softjac derive: unknown option --csot=cross-entropy",
        "Did you mean --cost? All of it: softjac derive --help",
        "derive",
        "--z",
        "1",
        "--t",
        "1",
        "--csot=cross-entropy");
  }

  @Test
  void missingOptionsAreNamed() {
    assertWrong(
        "softjac derive: missing --z NUMBERS and --t NUMBERS",
        "How it is used: softjac derive --help",
        "derive");
  }

  @Test
  void anUnexpectedArgumentIsNamed() {
    assertWrong(
        "softjac derive: unexpected argument \"3\"",
        "How it is used: softjac derive --help",
        "derive",
        "--z",
        "1,2",
        "3",
        "--t",
        "0,1");
  }

  @Test
  void aWordAmongTheLogitsIsNamed() {
    assertWrong(
        "softjac derive: Invalid value for option '--z': entry 2 is \"x\": allowed are decimal"
            + " numbers with commas between them, such as 1,-2.5,3e-2",
        "How it is used: softjac derive --help",
        "derive",
        "--z",
        "1,x",
        "--t",
        "0,1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,", ",1", "1,,2", "0x1p3,1", "1f,2", "NaN,1", "1 2", "\"\""})
  void aListThatIsNotOfNumbersIsRefused(String z) {
    Outcome outcome = Outcome.of("derive", "--z", z, "--t", "0,1");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("entry").contains("allowed are decimal numbers");
  }

  @Test
  void aTargetForEachLogitIsNeeded() {
    assertWrong(
        "softjac derive: --t has 2 numbers, --z has 3: allowed is one target for each logit",
        "How it is used: softjac derive --help",
        "derive",
        "--z",
        "1,2,3",
        "--t",
        "0,1");
  }

  @Test
  void aNegativeTargetIsRefused() {
    assertWrong(
        "softjac derive: --t: entry 2 is -1.0: allowed are finite numbers of at least 0",
        "How it is used: softjac derive --help",
        "derive",
        "--z",
        "1,2",
        "--t",
        "0,-1");
  }

  @Test
  void aMistypedCostIsSuggested() {
    assertWrong(
        "softjac derive: Invalid value for option '--cost': there is no cost \"cross-entropi\" (did"
            + " you mean cross-entropy?): allowed are "
            + String.join(", ", Costs.names()),
        "How it is used: softjac derive --help",
        "derive",
        "--z",
        "1,2",
        "--t",
        "0,1",
        "--cost",
        "cross-entropi");
  }

  @Test
  void aBadParameterOfACostIsRefusedWithWhatIsAllowed() {
    assertWrong(
        "softjac derive: Invalid value for option '--cost': cost \"focal:-1\": focal: γ is -1.0: it"
            + " must be finite and at least 0",
        "How it is used: softjac derive --help",
        "derive",
        "--z",
        "1,2",
        "--t",
        "0,1",
        "--cost",
        "focal:-1");
  }

  @Test
  void aCostMatrixOfAnotherNumberOfClassesIsRefused() {
    assertWrong(
        "softjac derive: --cost: cost matrix is 2 × 2: the row has 3 classes",
        "How it is used: softjac derive --help",
        "derive",
        "--z",
        "1,2,3",
        "--t",
        "0,0,1",
        "--cost",
        "cost-sensitive:0,1;5,0");
  }

  @Test
  void helpGoesToStandardOutputAndShowsExamples() {
    Outcome outcome = Outcome.of("derive", "--help");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("Examples:").contains("softjac derive --z 1,2,3 --t 0,0,1");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void versionIsPrinted() {
    Outcome outcome = Outcome.of("--version");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("softjac ");
  }

  private static void assertWrong(String line, String hint, String... args) {
    Outcome outcome = Outcome.of(args);
    assertThat(outcome.err()).isEqualTo(line + "\n" + hint + "\n");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(2);
  }
}
