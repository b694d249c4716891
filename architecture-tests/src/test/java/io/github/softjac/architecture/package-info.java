/// The rules of the house, checked on byte code. Each rule has a fixture that breaks it and a test
/// that the break is seen: a rule that catches nothing is worse than none.
@NullMarked
package io.github.softjac.architecture;

import org.jspecify.annotations.NullMarked;
