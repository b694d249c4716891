package io.github.softjac.bench.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/// Tribuo's LinearSGDTrainer, by AdaGrad. It has no l2, so it does not minimise the same objective:
/// what is asked is when its log-loss alone comes below the target, which is the easier.
final class Tribuo {

  private static final int BATCH = 100;
  private static final double RATE = 0.1;

  /// Held here, or its level would be forgotten.
  private static final Logger LOG = Logger.getLogger("org.tribuo");

  private Tribuo() {}

  static Outcome train(Images images, double target, double limit) {
    LOG.setLevel(Level.OFF);
    LabelFactory factory = new LabelFactory();
    String[] names = new String[Images.COLUMNS];
    for (int j = 0; j < names.length; j++) {
      names[j] = "p%03d".formatted(j);
    }
    List<Example<Label>> examples = new ArrayList<>(images.rows());
    for (int row = 0; row < images.rows(); row++) {
      examples.add(example(images, row, names));
    }
    MutableDataset<Label> data =
        new MutableDataset<>(examples, new SimpleDataSourceProvenance("images", factory), factory);
    double seconds = 0;
    double logLoss = Double.NaN;
    // It cannot be asked on the way: each number of epochs is a training of its own.
    for (int epochs = 1; seconds < limit; epochs *= 2) {
      long start = System.nanoTime();
      LinearSGDModel model =
          new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(RATE), epochs, BATCH, 1)
              .train(data);
      seconds = (System.nanoTime() - start) / 1e9;
      logLoss = logLoss(model, data);
      if (logLoss <= target) {
        return new Outcome(seconds, Double.NaN, logLoss, true);
      }
    }
    return new Outcome(seconds, Double.NaN, logLoss, false);
  }

  private static ArrayExample<Label> example(Images images, int row, String[] names) {
    List<String> of = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int j = 0; j < Images.COLUMNS; j++) {
      float value = images.x()[row * Images.COLUMNS + j];
      if (value != 0) {
        of.add(names[j]);
        values.add((double) value);
      }
    }
    return new ArrayExample<>(
        new Label(Integer.toString(images.labels()[row])),
        of.toArray(new String[0]),
        values.stream().mapToDouble(value -> value).toArray());
  }

  private static double logLoss(LinearSGDModel model, MutableDataset<Label> data) {
    double sum = 0;
    for (Prediction<Label> prediction : model.predict(data)) {
      Map<String, Label> scores = prediction.getOutputScores();
      Label actual = prediction.getExample().getOutput();
      Label score = scores.get(actual.getLabel());
      if (score == null) {
        throw new IllegalStateException("no probability of class " + actual.getLabel());
      }
      sum -= StrictMath.log(score.getScore());
    }
    return sum / data.size();
  }
}
