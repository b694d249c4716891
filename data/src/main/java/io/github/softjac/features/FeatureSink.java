package io.github.softjac.features;

/// Takes the features of a row that are not 0, by ascending place.
interface FeatureSink {

  /// A feature.
  ///
  /// @param place from 0, above that of the feature before
  void add(int place, float value);
}
