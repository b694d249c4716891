/// From a file to a trained classifier, and from a classifier to predictions.
@NullMarked
package io.github.softjac.classifier;

import org.jspecify.annotations.NullMarked;
