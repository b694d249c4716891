/// From a table on disk to features, and from features back to predictions by class name.
///
/// Start reading at [io.github.softjac.classifier.Classifier].
module io.github.softjac.data {
  requires static org.jspecify;
  requires transitive io.github.softjac.train;
  requires java.logging;
  requires java.sql;
  requires de.siegmar.fastcsv;
  requires dev.hardwood.core;
  requires com.github.luben.zstd_jni;
  requires org.apache.lucene.core;

  exports io.github.softjac.data;
  exports io.github.softjac.schema;
  exports io.github.softjac.source;
  exports io.github.softjac.table;
  exports io.github.softjac.classifier;
}
