/// Comparisons with what other libraries compute.
@NullMarked
package io.github.softjac.reference;

import org.jspecify.annotations.NullMarked;
