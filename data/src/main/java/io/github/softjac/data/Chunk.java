package io.github.softjac.data;

import java.io.IOException;

/// A run of whole rows that can be read apart from the others, by any thread.
@FunctionalInterface
public interface Chunk {

  /// Its rows, from the first on; they can be asked for again once those before are done with.
  Rows rows() throws IOException, DataException;

  /// Whether rows and lines count from here anew in messages: it is the first of a further file.
  default boolean beginsFile() {
    return false;
  }
}
