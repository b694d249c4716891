/// Work cut into pieces, over a fixed number of threads.
@NullMarked
package io.github.softjac.internal.parallel;

import org.jspecify.annotations.NullMarked;
