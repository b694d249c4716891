package io.github.softjac.cli;

/// What the process tells its caller. 130 is also the JVM's own on SIGINT.
final class ExitCode {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final int BAD_INPUT = 3;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
