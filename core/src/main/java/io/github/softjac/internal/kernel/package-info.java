/// The loops over rows. Callers have checked all arguments; nothing here allocates.
@NullMarked
package io.github.softjac.internal.kernel;

import org.jspecify.annotations.NullMarked;
