/// Networks, and the file that holds one.
@NullMarked
package io.github.softjac.model;

import org.jspecify.annotations.NullMarked;
