/// Layers, optimizers, the trainer, metrics and the model file.
module io.github.softjac.train {
  requires static org.jspecify;
  requires transitive io.github.softjac.core;
  requires transitive com.google.gson;
}
