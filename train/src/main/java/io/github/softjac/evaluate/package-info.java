/// How good predictions are: accuracy, log-loss, Brier score, calibration, confusion.
@NullMarked
package io.github.softjac.evaluate;

import org.jspecify.annotations.NullMarked;
