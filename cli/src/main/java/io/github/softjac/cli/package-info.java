/// The `softjac` command: one file a command, and what all commands share (messages, exit codes,
/// JSON, tables, progress).
@NullMarked
package io.github.softjac.cli;

import org.jspecify.annotations.NullMarked;
