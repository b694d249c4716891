/// Optimizers: L-BFGS for whole batches, Adam for small ones.
@NullMarked
package io.github.softjac.optimizer;

import org.jspecify.annotations.NullMarked;
