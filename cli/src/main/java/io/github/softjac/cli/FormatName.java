package io.github.softjac.cli;

import io.github.softjac.source.Format;

/// A format by its name, for `--format`.
final class FormatName extends OneOf<Format> {

  FormatName() {
    super("format");
    for (Format format : Format.values()) {
      add(format.option(), format);
    }
  }
}
