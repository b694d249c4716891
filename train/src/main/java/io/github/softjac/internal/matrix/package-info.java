/// Matrix products in loops that the JIT compiler turns into SIMD code.
@NullMarked
package io.github.softjac.internal.matrix;

import org.jspecify.annotations.NullMarked;
