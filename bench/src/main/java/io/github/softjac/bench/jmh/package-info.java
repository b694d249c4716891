/// JMH benchmarks of Softjac alone: `bench/run jmh`. Score is a time a call; a call works on
/// `elements` elements, rounded down to whole rows.
@NullMarked
package io.github.softjac.bench.jmh;

import org.jspecify.annotations.NullMarked;
