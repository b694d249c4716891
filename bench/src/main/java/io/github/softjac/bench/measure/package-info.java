/// How time is taken: rounds in which everybody has a turn, after all have shown the same result.
@NullMarked
package io.github.softjac.bench.measure;

import org.jspecify.annotations.NullMarked;
