/// From a table on disk to features, and from features back to predictions by class name.
module io.github.softjac.data {
  requires static org.jspecify;
  requires transitive io.github.softjac.train;
  requires de.siegmar.fastcsv;
}
