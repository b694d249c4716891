/// One class a format: from bytes, columns or queries to rows of typed cells.
@NullMarked
package io.github.softjac.source;

import org.jspecify.annotations.NullMarked;
