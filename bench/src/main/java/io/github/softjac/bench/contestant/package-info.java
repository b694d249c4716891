/// Who is measured: Softjac, its peers, and plain memory traffic as the limit.
///
/// To add a peer, implement [io.github.softjac.bench.contestant.Contestant] and name it in
/// [io.github.softjac.bench.contestant.Contestants].
@NullMarked
package io.github.softjac.bench.contestant;

import org.jspecify.annotations.NullMarked;
