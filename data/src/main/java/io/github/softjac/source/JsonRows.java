package io.github.softjac.source;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.softjac.data.DataException;
import io.github.softjac.data.DataException.Fault;
import io.github.softjac.data.Header;
import io.github.softjac.data.Quoted;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;

/// The rows of a chunk of JSON lines. `null`, and a key that is not there, is a missing value.
final class JsonRows extends CellRows {

  private static final TypeAdapter<JsonElement> ELEMENTS = new Gson().getAdapter(JsonElement.class);

  private final TextChunk chunk;
  private final Lines lines;
  private long row;

  JsonRows(String source, Header header, TextChunk chunk) {
    super(source, header);
    this.chunk = chunk;
    this.lines = new Lines(source, chunk);
  }

  @Override
  public boolean next() throws IOException, DataException {
    String line = lines.next();
    if (line.isEmpty()) {
      return false;
    }
    row++;
    clear();
    JsonObject object;
    try {
      object = object(line);
    } catch (JsonParseException e) {
      throw badRow(Fault.MALFORMED, problem(line));
    }
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      if (!header().has(entry.getKey())) {
        throw badRow(
            Fault.CELLS,
            "key %s is not among those of the objects at the beginning of the file; allowed: %s"
                .formatted(Quoted.of(entry.getKey()), Quoted.list(header().names())));
      }
      int column = header().place(entry.getKey(), "key");
      switch (entry.getValue()) {
        case JsonPrimitive value when value.isNumber() -> cells[column] = value.getAsString();
        case JsonPrimitive value -> cells[column] = value.getAsString();
        case JsonElement value when value.isJsonNull() -> cells[column] = null;
        default ->
            throw badCell(
                column,
                Fault.MALFORMED,
                "the value is an object or an array; allowed: a string, a number, true, false or null");
      }
    }
    return true;
  }

  /// @throws JsonParseException if the line is not one JSON object
  static JsonObject object(String line) {
    try (JsonReader reader = new JsonReader(new StringReader(line))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = ELEMENTS.read(reader);
      if (!element.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonParseException("not one object");
      }
      return element.getAsJsonObject();
    } catch (IOException | IllegalStateException | NumberFormatException | StackOverflowError e) {
      throw new JsonParseException(e);
    }
  }

  static String problem(String line) {
    boolean noNumber = line.contains("NaN") || line.contains("Infinity");
    return Quoted.of(line)
        + " is not a JSON object; allowed: one JSON object a line"
        + (noNumber ? ", with null, not NaN or Infinity, for a missing value" : "");
  }

  @Override
  public long row() {
    return row;
  }

  @Override
  public long line() {
    return lines.line();
  }

  @Override
  public long lines() {
    return chunk.lines();
  }
}
