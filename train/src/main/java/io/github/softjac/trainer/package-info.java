/// From rows in memory to a trained network: options, progress, result.
@NullMarked
package io.github.softjac.trainer;

import org.jspecify.annotations.NullMarked;
