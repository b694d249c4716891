package io.github.softjac.cli;

import com.google.gson.JsonObject;
import io.github.softjac.cost.Cost;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `softjac derive`: one row through softmax and a cost, forward and backward, with every number.
@Command(
    name = "derive",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Shows softmax and its derivative for one row of numbers.",
      "",
      "From logits z and a target t: the output y = softmax(z), its Jacobian, the cost L(y, t),"
          + " its derivatives dy = ∂L/∂y and dz = ∂L/∂z by the closed form, and beside them dz by"
          + " finite differences, which know nothing of the closed form.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  softjac derive --z 1,2,3 --t 0,0,1",
      "  softjac derive --z 1,2,3 --t 0,0,1 --cost cross-entropy",
      "      here dz is y - t: the derivative of the two together is that simple",
      "  softjac derive --z -1.6094379,-1.2039728,-0.6931472 --t 0,0,1",
      "      logits ln 0.2, ln 0.3, ln 0.5 give y = 0.2, 0.3, 0.5 and dz = 0.064, 0.126, -0.190",
      "  softjac derive --z 1,2,3 --t 0,0,1 --cost focal:2",
      "      a cost with a parameter",
      "  softjac derive --z 0,-inf,2 --t 0,0,1 --json",
      "      a class that is masked out by -inf has y = 0 and dz = 0"
    })
final class DeriveCommand implements Callable<Integer> {

  /// A Jacobian of more columns than this is wider than any terminal.
  private static final int WIDEST_JACOBIAN = 16;

  @Option(
      names = "--z",
      required = true,
      paramLabel = "NUMBERS",
      converter = NumberList.Converter.class,
      description = "The logits, with commas between them; -inf masks a class out.")
  private NumberList z;

  @Option(
      names = "--t",
      required = true,
      paramLabel = "NUMBERS",
      converter = NumberList.Converter.class,
      description = "The target: one number of at least 0 for each logit, such as 0,0,1.")
  private NumberList t;

  @Option(
      names = "--cost",
      paramLabel = "NAME",
      converter = CostName.class,
      completionCandidates = CostName.class,
      defaultValue = "squared-error",
      description =
          "One of: ${COMPLETION-CANDIDATES}. A parameter follows after a colon, such as focal:2,"
              + " generalised-cross-entropy:0.7, poly-1:1, reversed-kl:0.01, and the rows of a cost"
              + " matrix as cost-sensitive:0,1;5,0. Default: ${DEFAULT-VALUE}.")
  private Cost cost;

  @Option(
      names = "--json",
      description = {
        "Print one JSON object: y, jacobian, cost (its value), dy, dz, dzNumeric, maxDifference,"
            + " hessian (∂²L/∂z²), and the input z, t, costName. What is not finite is null."
      })
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in before it calls `call`
  DeriveCommand() {}

  @Override
  public Integer call() {
    check();
    Derivation derivation = derivation();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(derivation));
    } else {
      out.print(text(derivation));
    }
    return ExitCode.DONE;
  }

  private void check() {
    int classes = z.values().length;
    if (t.values().length != classes) {
      throw new ParameterException(
          spec.commandLine(),
          "--t has %d %s, --z has %d: allowed is one target for each logit"
              .formatted(
                  t.values().length, t.values().length == 1 ? "number" : "numbers", classes));
    }
    for (int k = 0; k < classes; k++) {
      double target = t.values()[k];
      if (target < 0 || Double.isInfinite(target)) {
        throw new ParameterException(
            spec.commandLine(),
            "--t: entry %d is %s: allowed are finite numbers of at least 0"
                .formatted(k + 1, target));
      }
    }
  }

  /// A cost matrix of another number of classes is found here.
  private Derivation derivation() {
    try {
      return new Derivation(cost, z.values(), t.values());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--cost: " + e.getMessage(), e);
    }
  }

  private JsonObject json(Derivation derivation) {
    JsonObject object = new JsonObject();
    object.add("z", Json.numbers(derivation.z));
    object.add("t", Json.numbers(derivation.t));
    object.addProperty("costName", cost.toString());
    object.add("y", Json.numbers(derivation.y));
    object.add("jacobian", Json.numbers(derivation.jacobian));
    object.add("cost", Json.number(derivation.loss));
    object.add("dy", Json.numbers(derivation.dy));
    object.add("dz", Json.numbers(derivation.dz));
    object.add("dzNumeric", Json.numbers(derivation.dzNumeric));
    object.add("maxDifference", Json.number(derivation.maxDifference()));
    object.add("hessian", Json.numbers(derivation.hessian));
    return object;
  }

  private String text(Derivation derivation) {
    return "Softmax and its derivative: %d %s, cost %s%n%n"
            .formatted(derivation.z.length, derivation.z.length == 1 ? "class" : "classes", cost)
        + vectors(derivation)
        + "\n"
        + jacobian(derivation)
        + "\n"
        + "Cost L(y, t) = %s%n".formatted(Table.numbers(derivation.loss)[0])
        + String.format(
            Locale.ROOT,
            "Largest difference between dz and its finite differences: %.1e%n",
            derivation.maxDifference());
  }

  private static String vectors(Derivation derivation) {
    String[] z = Table.numbers(derivation.z);
    String[] t = Table.numbers(derivation.t);
    String[] y = Table.numbers(derivation.y);
    String[] dy = Table.numbers(derivation.dy);
    String[] dz = Table.numbers(derivation.dz);
    String[] numeric = Table.numbers(derivation.dzNumeric);
    Table table = new Table("k", "z", "y", "t", "dy = ∂L/∂y", "dz = ∂L/∂z", "dz by differences");
    for (int k = 0; k < z.length; k++) {
      table.row(Integer.toString(k + 1), z[k], y[k], t[k], dy[k], dz[k], numeric[k]);
    }
    return table.text();
  }

  private static String jacobian(Derivation derivation) {
    int classes = derivation.y.length;
    String title = "Jacobian ∂y_i/∂z_j = y_i (δ_ij − y_j)";
    if (classes > WIDEST_JACOBIAN) {
      return title + ": %d × %d numbers, in --json%n".formatted(classes, classes);
    }
    String[] headers = new String[classes + 1];
    headers[0] = "";
    for (int j = 0; j < classes; j++) {
      headers[j + 1] = "j = " + (j + 1);
    }
    double[] all = new double[classes * classes];
    for (int i = 0; i < classes; i++) {
      System.arraycopy(derivation.jacobian[i], 0, all, i * classes, classes);
    }
    String[] numbers = Table.numbers(all);
    Table table = new Table(headers);
    for (int i = 0; i < classes; i++) {
      String[] cells = new String[classes + 1];
      cells[0] = "i = " + (i + 1);
      System.arraycopy(numbers, i * classes, cells, 1, classes);
      table.row(cells);
    }
    return title + "\n\n" + table.text();
  }
}
