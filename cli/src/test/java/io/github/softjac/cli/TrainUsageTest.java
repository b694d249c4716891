package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Options of `train` that are out of range: exit code 2, and a line that names the option, what
/// was found and what is allowed.
class TrainUsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--validation  | 1.5     | \"1.5\" is no share of the rows: allowed are 0 (none)",
        "--validation  | -0.1    | \"-0.1\" is no share of the rows",
        "--hidden      | 0       | --hidden is [0]: allowed",
        "--hidden      | 8,x     | 'x' is not an int",
        "--cost        | hinge   | there is no cost \"hinge\": allowed are cost-sensitive, cross-entropy",
        "--cost        | focal:x | cost \"focal:x\": \"x\" is not a number",
        "--solver      | adm     | there is no solver \"adm\" (did you mean adam?)",
        "--solver      | newtons | allowed are adam, adamw, auto, lbfgs, newton, sgd",
        "--l2          | -1      | \"-1\" is no strength: allowed are a finite number",
        "--l2          | NaN     | \"NaN\" is no strength",
        "--l2          | Auto    | \"Auto\" is no strength",
        "--l1          | -1      | --l1 is -1.0: allowed",
        "--class-weights | Gentoo= | \"Gentoo=\" is no weight of a class",
        "--class-weights | Gentoo=-1 | weight of class \"Gentoo\" is -1.0: allowed",
        "--class-weights | a=1,a=2 | \"a=2\" is no weight of a class: allowed is CLASS=NUMBER, each",
        "--folds       | 1       | --folds is 1: allowed: 2 or more",
        "--epochs      | -1      | --epochs is -1: allowed",
        "--learning-rate | 0     | --learning-rate is 0.0: allowed",
        "--batch-size  | 0       | --batch-size is 0: allowed",
        "--activation  | gellu   | there is no activation \"gellu\" (did you mean gelu?)",
        "--schedule    | linear  | there is no schedule \"linear\": allowed are constant, cosine",
        "--dropout     | 1       | dropout is 1.0: allowed: 0 or more and below 1",
        "--clip        | -1      | --clip is -1.0: allowed",
        "--weight-decay | -1     | --weight-decay is -1.0: allowed",
        "--momentum    | 1       | --momentum is 1.0: allowed: 0 or more and below 1",
        "--ema         | 1       | --ema is 1.0: allowed: 0 or more and below 1",
        "--patience    | 0       | --patience is 0: allowed",
        "--time-limit  | -1      | --time-limit is -1.0: allowed",
        "--checkpoint-interval | NaN | --checkpoint-interval is NaN: allowed",
        "--checkpoint  | d       | --checkpoint is set with solver newton: checkpoints are written by",
        "--threads     | 0       | --threads is 0: allowed",
        "--seed        | x       | 'x' is not a long",
        "--class-weights | equal | there is no kind of class weights \"equal\"",
        "--weight      | species | is both label and weight",
        "--ignore      | species | is both label and ignored",
      })
  void anOptionOutOfRangeIsNamed(String option, String value, String message) {
    assertWrong(message, "--label", "species", option, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--labl species                | unknown option --labl",
        "--label species --hiden 4      | unknown option --hiden",
        "--label species --format xls  | there is no format \"xls\"",
        "--label species --delimiter ab | --delimiter is \"ab\": allowed is one character",
        "--label species --query SELECT | --query is given without a database",
        "--label species --types sex=colour | --types has \"colour\" for column \"sex\"",
        "--label species --types sex=text,species=text | column \"species\" is given a type",
        "--label species --memory much | \"much\" is no size",
        "--label species --on-bad-row drop | there is no way with bad rows \"drop\"",
        "--label species --solver lbfgs --hidden 4 | lbfgs trains networks without hidden layers",
        "--label species --l2 auto --hidden 4 | --l2 is auto with hidden layers",
        "--label species --out-of-fold x.csv --hidden 4 | --out-of-fold is set with hidden layers",
        "--label species --l1 0.1 --hidden 4 | --l1 is above 0 with hidden layers",
        "--label species --l1 0.1 --solver newton | --l1 is 0.1: allowed: 0, or a solver of auto or lbfgs",
        "--label species --l2 auto --solver adam | --solver is adam: allowed: newton, lbfgs or auto",
        "--label species --hidden 4 --resume | --resume is set without checkpoint",
        "--label                       | missing --label COL",
        "--json                        | missing --label COL",
      })
  void aWrongUseOfOptionsIsNamed(String options, String message) {
    assertWrong(message, options.split(" ", -1));
  }

  private static void assertWrong(String message, String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "train";
    args[1] = TrainCommandTest.PENGUINS.toString();
    System.arraycopy(options, 0, args, 2, options.length);
    Outcome outcome = Outcome.of(args);
    assertThat(outcome.err()).startsWith("softjac train: ").contains(message).hasLineCount(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(2);
  }
}
