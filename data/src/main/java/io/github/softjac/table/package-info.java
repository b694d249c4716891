/// The training table in memory: types found by a first pass over the file, cells by a second.
@NullMarked
package io.github.softjac.table;

import org.jspecify.annotations.NullMarked;
