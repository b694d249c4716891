/// Linear models in front of softmax: matrix products.
@NullMarked
package io.github.softjac.linear;

import org.jspecify.annotations.NullMarked;
