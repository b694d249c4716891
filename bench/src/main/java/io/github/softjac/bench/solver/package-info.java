/// Time to the optimum of a linear model, beside other programs' solvers.
@NullMarked
package io.github.softjac.bench.solver;

import org.jspecify.annotations.NullMarked;
