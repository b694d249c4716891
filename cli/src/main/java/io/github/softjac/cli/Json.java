package io.github.softjac.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.util.List;

/// Numbers and words as JSON has them. JSON knows no NaN and no infinity: they become `null`.
final class Json {

  private Json() {}

  static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }

  static JsonArray strings(List<String> values) {
    JsonArray array = new JsonArray(values.size());
    for (String value : values) {
      array.add(value);
    }
    return array;
  }

  static JsonArray numbers(double[] values) {
    JsonArray array = new JsonArray(values.length);
    for (double value : values) {
      array.add(number(value));
    }
    return array;
  }

  static JsonArray numbers(double[][] rows) {
    JsonArray array = new JsonArray(rows.length);
    for (double[] row : rows) {
      array.add(numbers(row));
    }
    return array;
  }

  static JsonArray numbers(long[][] rows) {
    JsonArray array = new JsonArray(rows.length);
    for (long[] row : rows) {
      JsonArray line = new JsonArray(row.length);
      for (long value : row) {
        line.add(value);
      }
      array.add(line);
    }
    return array;
  }
}
