package io.github.softjac.linear;

import org.jspecify.annotations.Nullable;

/// What the rows should be: either a label or a target each, and a sample weight each.
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record Targets(int @Nullable [] labels, float @Nullable [] t, float @Nullable [] weights) {

  // Not the compact form: javac leaves the annotations out of that one's class file.
  Targets(int @Nullable [] labels, float @Nullable [] t, float @Nullable [] weights) {
    this.labels = labels;
    this.t = t;
    this.weights = weights;
  }
}
