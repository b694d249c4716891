package io.github.softjac.cost;

import io.github.softjac.internal.kernel.LabelScore;
import io.github.softjac.internal.kernel.SquaresScore;
import org.jspecify.annotations.Nullable;

/// Which costs need nothing of a row but the output of its label, or that and the sum of all
/// squared outputs.
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

  /// How a cost goes by the label and the squares; null if it does not.
  static @Nullable SquaresScore squaresOf(Cost cost) {
    return switch (cost) {
      case SquaredError squaredError -> squaredError.squaresScore();
      case SphericalScore spherical -> spherical.squaresScore();
      default -> null;
    };
  }
}
