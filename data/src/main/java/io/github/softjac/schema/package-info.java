/// What the columns of a table mean: their types, their statistics and the classes of the label.
@NullMarked
package io.github.softjac.schema;

import org.jspecify.annotations.NullMarked;
