/// Exact answers to test against, and the means to measure how far a result is from them.
@NullMarked
package io.github.softjac.oracle;

import org.jspecify.annotations.NullMarked;
