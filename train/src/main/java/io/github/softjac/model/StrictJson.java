package io.github.softjac.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// JSON (RFC 8259) as the header of a model file has it: UTF-8, one object and nothing around it,
/// no key twice in an object, at most [#DEPTH] levels, numbers that fit a `long` or a `double`,
/// strings that are well-formed Unicode.
///
/// The tree is built here and not by Gson, which takes the last of several equal keys.
final class StrictJson {

  /// Objects and arrays inside each other, the outermost counted.
  static final int DEPTH = 64;

  private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");

  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();

  private StrictJson() {}

  /// Text that is not such JSON; the message says why, in one line.
  static final class MalformedException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }
  }

  /// The object in these bytes. Numbers without fraction and exponent become `Long`, others
  /// `Double`.
  static JsonObject parse(byte[] utf8) throws MalformedException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("it is not UTF-8");
    }
    // Gson would pass over a byte order mark and white space.
    if (!text.startsWith("{") || !text.endsWith("}")) {
      throw new MalformedException("it does not begin with { and end with }");
    }
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(DEPTH);
    try {
      JsonObject object = new StrictJson().object(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedException("something follows its end");
      }
      return object;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new MalformedException("it is not strict JSON" + place(e));
    }
  }

  /// Gson's messages have several lines, with advice on the use of Gson; the place is what helps.
  private static String place(Exception e) {
    Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
    return place.find() ? ", see line %s, column %s".formatted(place.group(1), place.group(2)) : "";
  }

  private JsonObject object(JsonReader reader) throws IOException, MalformedException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = wellFormed(reader.nextName());
      if (object.has(key)) {
        throw new MalformedException("key \"" + ModelFileException.printable(key, 60) + "\" twice");
      }
      object.add(key, element(reader));
    }
    reader.endObject();
    return object;
  }

  private JsonArray array(JsonReader reader) throws IOException, MalformedException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(element(reader));
    }
    reader.endArray();
    return array;
  }

  private JsonElement element(JsonReader reader) throws IOException, MalformedException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader);
      case BEGIN_ARRAY -> array(reader);
      case STRING -> new JsonPrimitive(wellFormed(reader.nextString()));
      case NUMBER -> new JsonPrimitive(number(reader.nextString()));
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
      case END_OBJECT, END_ARRAY, NAME, END_DOCUMENT ->
          throw new MalformedException("a value is missing");
    };
  }

  private static Number number(String text) throws MalformedException {
    if (text.matches("-?[0-9]+")) {
      try {
        return Long.valueOf(text);
      } catch (NumberFormatException e) {
        throw new MalformedException(
            "whole number %s does not fit 64 bits"
                .formatted(ModelFileException.printable(text, 60)));
      }
    }
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new MalformedException(
          "number %s is too large".formatted(ModelFileException.printable(text, 60)));
    }
    return value;
  }

  /// `"\ud800"` is JSON and yet no text.
  private String wellFormed(String text) throws MalformedException {
    if (!encoder.canEncode(text)) {
      throw new MalformedException(
          "string \"%s\" is not Unicode text".formatted(ModelFileException.printable(text, 60)));
    }
    return text;
  }

  /// The bytes of an object, without white space, keys in the order of the object.
  ///
  /// @throws IllegalArgumentException if it cannot be written so that [#parse] takes it
  static byte[] encode(JsonObject object) {
    StringWriter text = new StringWriter();
    try {
      JsonWriter writer = new JsonWriter(text);
      writer.setStrictness(Strictness.STRICT);
      write(object, writer, 1);
      ByteBuffer bytes =
          StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text.getBuffer()));
      byte[] utf8 = new byte[bytes.remaining()];
      bytes.get(utf8);
      return utf8;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the header has a string that is not Unicode text", e);
    } catch (IOException e) {
      throw new AssertionError("a StringWriter does not fail", e);
    }
  }

  private static void write(JsonElement element, JsonWriter writer, int depth) throws IOException {
    if (depth > DEPTH && !element.isJsonPrimitive() && !element.isJsonNull()) {
      throw new IllegalArgumentException("the header has more than " + DEPTH + " levels");
    }
    switch (element) {
      case JsonObject object -> {
        writer.beginObject();
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
          writer.name(entry.getKey());
          write(entry.getValue(), writer, depth + 1);
        }
        writer.endObject();
      }
      case JsonArray array -> {
        writer.beginArray();
        for (JsonElement item : array) {
          write(item, writer, depth + 1);
        }
        writer.endArray();
      }
      case JsonPrimitive primitive when primitive.isNumber() ->
          writer.value(primitive.getAsNumber());
      case JsonPrimitive primitive when primitive.isBoolean() ->
          writer.value(primitive.getAsBoolean());
      case JsonPrimitive primitive -> writer.value(primitive.getAsString());
      default -> writer.nullValue();
    }
  }
}
