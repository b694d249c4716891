/// From cells to the numbers that a network takes, the same for training and for prediction.
@NullMarked
package io.github.softjac.features;

import org.jspecify.annotations.NullMarked;
