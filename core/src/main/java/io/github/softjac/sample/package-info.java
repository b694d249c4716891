/// Random choice from logits: sampling with temperature, top-k and top-p, Gumbel-max, and the
/// Gumbel-softmax relaxation with its derivative. Every draw is a function of a seed or of a
/// generator that the caller passes in, the same on every machine.
@NullMarked
package io.github.softjac.sample;

import org.jspecify.annotations.NullMarked;
