/// Random numbers that are the same on every machine and in every version of Java.
@NullMarked
package io.github.softjac.internal.random;

import org.jspecify.annotations.NullMarked;
