/// Finite differences against analytic gradients.
@NullMarked
package io.github.softjac.check;

import org.jspecify.annotations.NullMarked;
