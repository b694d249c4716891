/// Linear models in front of softmax: their features, the fused pass over them, matrix products.
@NullMarked
package io.github.softjac.linear;

import org.jspecify.annotations.NullMarked;
