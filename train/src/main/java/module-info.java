/// Layers, optimizers, the trainer, metrics and the model file.
///
/// Start reading at [io.github.softjac.trainer.Trainer], then [io.github.softjac.model.Network].
module io.github.softjac.train {
  requires static org.jspecify;
  requires transitive io.github.softjac.core;
  requires transitive com.google.gson;

  exports io.github.softjac.trainer;
  exports io.github.softjac.layer;
  exports io.github.softjac.optimizer;
  exports io.github.softjac.model;
  exports io.github.softjac.evaluate;
}
