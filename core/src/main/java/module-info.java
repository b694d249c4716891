/// Softmax, its derivative, and costs on plain arrays, without any dependency.
///
/// Start reading at [io.github.softjac.softmax.Softmax], then [io.github.softjac.cost.Cost].
// The modules above are not known when this one is compiled.
@SuppressWarnings("module")
module io.github.softjac.core {
  requires static org.jspecify;
  requires static jdk.incubator.vector;

  exports io.github.softjac.softmax;
  exports io.github.softjac.cost;
  exports io.github.softjac.check;
  exports io.github.softjac.linear;
  exports io.github.softjac.sample;

  // Threads are shared by the modules above; no part of the public surface.
  exports io.github.softjac.internal.parallel to
      io.github.softjac.train,
      io.github.softjac.data;
}
