package io.github.softjac.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A JSON object in the header of a model file, read with checks: each getter either returns what
/// was asked for or throws a [ModelFileException] with what is wrong, where, found and allowed.
/// Keys that are not asked for are ignored.
public final class Section {

  private static final int SHOWN = 60;

  /// Makes the exception: puts the file before the message.
  private final Source source;

  private final String place;
  private final JsonObject object;

  Section(Source source, String place, JsonObject object) {
    this.source = source;
    this.place = place;
    this.object = object;
  }

  /// Where a section comes from.
  @FunctionalInterface
  interface Source {
    ModelFileException invalid(String message);
  }

  /// Whether the key is there and not `null`.
  public boolean has(String key) {
    JsonElement value = object.get(key);
    return value != null && !value.isJsonNull();
  }

  /// A string.
  public String text(String key) throws ModelFileException {
    return text(place(key), object.get(key));
  }

  /// An array of strings.
  public List<String> texts(String key) throws ModelFileException {
    List<String> texts = new ArrayList<>();
    for (JsonElement item : array(key)) {
      texts.add(text(place(key, texts.size()), item));
    }
    return texts;
  }

  private String text(String where, @Nullable JsonElement value) throws ModelFileException {
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw unfit(where, value, "a string");
  }

  /// A whole number from `least` to `most`, both allowed.
  public int integer(String key, int least, int most) throws ModelFileException {
    return (int) whole(place(key), object.get(key), least, most);
  }

  /// A whole number of 64 bits from `least` to `most`, both allowed.
  public long whole(String key, long least, long most) throws ModelFileException {
    return whole(place(key), object.get(key), least, most);
  }

  /// An array of whole numbers from `least` to `most`, both allowed.
  public int[] integers(String key, int least, int most) throws ModelFileException {
    JsonArray array = array(key);
    int[] integers = new int[array.size()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = (int) whole(place(key, i), array.get(i), least, most);
    }
    return integers;
  }

  private long whole(String where, @Nullable JsonElement value, long least, long most)
      throws ModelFileException {
    if (value instanceof JsonPrimitive primitive
        && primitive.isNumber()
        && isWhole(primitive.getAsNumber())) {
      long number = primitive.getAsNumber().longValue();
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw unfit(
        where,
        value,
        least == most ? "" + least : "a whole number from %d to %d".formatted(least, most));
  }

  private static boolean isWhole(Number number) {
    return number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte;
  }

  /// A finite number.
  public double number(String key) throws ModelFileException {
    return number(place(key), object.get(key));
  }

  /// An array of finite numbers.
  public double[] numbers(String key) throws ModelFileException {
    JsonArray array = array(key);
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(place(key, i), array.get(i));
    }
    return numbers;
  }

  private double number(String where, @Nullable JsonElement value) throws ModelFileException {
    if (value instanceof JsonPrimitive primitive
        && primitive.isNumber()
        && Double.isFinite(primitive.getAsDouble())) {
      return primitive.getAsDouble();
    }
    throw unfit(where, value, "a finite number");
  }

  /// `true` or `false`.
  public boolean flag(String key) throws ModelFileException {
    JsonElement value = object.get(key);
    if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw unfit(place(key), value, "true or false");
  }

  /// An object.
  public Section section(String key) throws ModelFileException {
    return section(place(key), object.get(key));
  }

  /// An array of objects.
  public List<Section> sections(String key) throws ModelFileException {
    List<Section> sections = new ArrayList<>();
    for (JsonElement item : array(key)) {
      sections.add(section(place(key, sections.size()), item));
    }
    return sections;
  }

  private Section section(String where, @Nullable JsonElement value) throws ModelFileException {
    if (value instanceof JsonObject inner) {
      return new Section(source, where, inner);
    }
    throw unfit(where, value, "an object");
  }

  private JsonArray array(String key) throws ModelFileException {
    JsonElement value = object.get(key);
    if (value instanceof JsonArray array) {
      return array;
    }
    throw unfit(place(key), value, "an array");
  }

  /// The exception for a value that is wrong by its meaning: the file and this section's place are
  /// put before the message.
  public ModelFileException invalid(String message) {
    return source.invalid(place.isEmpty() ? message : "header " + place + ": " + message);
  }

  private ModelFileException unfit(String where, @Nullable JsonElement found, String allowed) {
    String what =
        found == null
            ? "is missing"
            : "is " + ModelFileException.printable(found.toString(), SHOWN);
    return source.invalid("header %s %s: needed is %s".formatted(where, what, allowed));
  }

  private String place(String key) {
    return place.isEmpty() ? key : place + "." + key;
  }

  private String place(String key, int index) {
    return place(key) + "[" + index + "]";
  }
}
