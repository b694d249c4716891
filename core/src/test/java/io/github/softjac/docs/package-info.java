/// Tests that hold the documents to what the code is.
@NullMarked
package io.github.softjac.docs;

import org.jspecify.annotations.NullMarked;
