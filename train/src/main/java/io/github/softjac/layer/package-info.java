/// Layers: a batch in, a batch out, and the gradient back.
@NullMarked
package io.github.softjac.layer;

import org.jspecify.annotations.NullMarked;
