package io.github.softjac.cost;

import io.github.softjac.internal.kernel.LabelScore;
import org.jspecify.annotations.Nullable;

/// Which costs need nothing of a row but the output of its label.
final class LabelScores {

  private LabelScores() {}

  /// How a cost goes by the label alone; null if it does not, and for cross-entropy, which the
  /// kernels know.
  static @Nullable LabelScore of(Cost cost) {
    return switch (cost) {
      case SeparableCost separable -> separable.labelScore();
      case CostSensitive costSensitive ->
          costSensitive.separable() == null ? null : costSensitive.separable().labelScore();
      default -> null;
    };
  }
}
