package io.github.softjac.cli;

import io.github.softjac.data.BadRows;

/// What becomes of bad rows, for `--on-bad-row`.
final class BadRowsName extends OneOf<BadRows> {

  BadRowsName() {
    super("way with bad rows");
    add("fail", BadRows.FAIL);
    add("skip", BadRows.SKIP);
  }
}
