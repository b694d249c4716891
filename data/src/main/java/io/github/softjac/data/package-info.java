/// Tables on disk, read row by row, and what can be wrong with them.
@NullMarked
package io.github.softjac.data;

import org.jspecify.annotations.NullMarked;
