package io.github.softjac.data;

import java.io.IOException;

/// A table somewhere: a file of some format, several of them, a query.
public interface Source {

  /// What it is called in messages.
  String name();

  /// Opens it and reads its header. Can be called more than once, and gives the same rows each
  /// time.
  ///
  /// @throws DataException if it is not there or is not what it should be
  /// @throws IOException if reading fails
  Chunks open() throws IOException, DataException;
}
