package io.github.softjac.bench.measure;

import com.google.gson.Gson;
import io.github.softjac.bench.contestant.Contestant;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Place;

/// One contestant on one shape in one JVM: a line of the JSON output.
///
/// @param deviation standard deviation of the logits
/// @param medianNanos nanoseconds an element, median over the rounds
/// @param bestNanos nanoseconds an element, least over the rounds
/// @param kernels which of ours ran then, as [io.github.softjac.softmax.Kernels#active()] says it
/// @param ratio its time divided by ours of the same round, median over the rounds
public record Measurement(
    int fork,
    Operation operation,
    Place place,
    int rows,
    int classes,
    double deviation,
    String contestant,
    Contestant.Role role,
    String kernels,
    int rounds,
    double medianNanos,
    double bestNanos,
    double ratio) {

  private static final Gson GSON = new Gson();

  public String toJson() {
    return GSON.toJson(this);
  }

  /// What [#toJson()] wrote.
  ///
  /// @throws com.google.gson.JsonSyntaxException if the line is not JSON
  public static Measurement ofJson(String line) {
    return GSON.fromJson(line, Measurement.class);
  }
}
