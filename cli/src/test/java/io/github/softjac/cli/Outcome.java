package io.github.softjac.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;

/// What one run of the command left: its exit code and both of its streams.
record Outcome(int exitCode, String out, String err) {

  /// Runs the command in this process.
  static Outcome of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Softjac.run(Softjac.commandLine(), new PrintWriter(out), new PrintWriter(err), args);
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  /// Standard output, which must be exactly one JSON object on one line.
  JsonObject json() {
    if (out.strip().lines().count() != 1) {
      throw new AssertionError("not one line of JSON: " + this);
    }
    return JsonParser.parseString(out).getAsJsonObject();
  }
}
