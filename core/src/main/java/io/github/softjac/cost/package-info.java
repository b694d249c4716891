/// Costs `L(y, t)` behind a softmax, and the chain rule that carries them to the logits.
@NullMarked
package io.github.softjac.cost;

import org.jspecify.annotations.NullMarked;
