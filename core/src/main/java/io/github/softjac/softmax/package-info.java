/// Softmax and log-softmax on plain arrays: forward, backward, Jacobian.
@NullMarked
package io.github.softjac.softmax;

import org.jspecify.annotations.NullMarked;
