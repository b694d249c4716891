/// What is measured: an operation on a shape, with inputs that every contestant shares.
@NullMarked
package io.github.softjac.bench.problem;

import org.jspecify.annotations.NullMarked;
