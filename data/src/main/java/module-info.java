/// From a table on disk to features, and from features back to predictions by class name.
///
/// Start reading at [io.github.softjac.classifier.Classifier].
module io.github.softjac.data {
  requires static org.jspecify;
  requires transitive io.github.softjac.train;
  requires de.siegmar.fastcsv;

  exports io.github.softjac.data;
  exports io.github.softjac.schema;
  exports io.github.softjac.classifier;
}
