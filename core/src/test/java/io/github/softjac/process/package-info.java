/// JVMs that tests start.
@NullMarked
package io.github.softjac.process;

import org.jspecify.annotations.NullMarked;
