/// The commands behind `bench/run`: peers, accuracy, cold start.
///
/// Start reading at [io.github.softjac.bench.PeerComparison].
@NullMarked
package io.github.softjac.bench;

import org.jspecify.annotations.NullMarked;
