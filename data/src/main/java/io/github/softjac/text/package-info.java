/// Free text as numbers: tokens, hashed.
@NullMarked
package io.github.softjac.text;

import org.jspecify.annotations.NullMarked;
