/// Exact softmax, to count errors against: [io.github.softjac.bench.accuracy.ExactSoftmax].
@NullMarked
package io.github.softjac.bench.accuracy;

import org.jspecify.annotations.NullMarked;
