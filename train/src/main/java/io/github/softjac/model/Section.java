package io.github.softjac.model;

import java.util.List;

/// A JSON object in the header of a model file, read with checks: each getter either returns what
/// was asked for or says what is wrong, where, found and allowed. Keys that are not asked for are
/// ignored.
@SuppressWarnings("DoNotCallSuggester") // signatures first, bodies follow
public final class Section {

  private final ModelFile file;
  private final String path;

  Section(ModelFile file, String path) {
    this.file = file;
    this.path = path;
  }

  /// Whether the key is there and not `null`.
  public boolean has(String key) {
    return key.isEmpty();
  }

  /// A string.
  public String text(String key) throws ModelFileException {
    throw invalid(key);
  }

  /// An array of strings.
  public List<String> texts(String key) throws ModelFileException {
    throw invalid(key);
  }

  /// A whole number from `least` to `most`, both allowed.
  public int integer(String key, int least, int most) throws ModelFileException {
    throw invalid(key + least + most);
  }

  /// A finite number.
  public double number(String key) throws ModelFileException {
    throw invalid(key);
  }

  /// `true` or `false`.
  public boolean flag(String key) throws ModelFileException {
    throw invalid(key);
  }

  /// An object.
  public Section section(String key) throws ModelFileException {
    throw invalid(key);
  }

  /// An array of objects.
  public List<Section> sections(String key) throws ModelFileException {
    throw invalid(key);
  }

  /// The exception for a value that is wrong by its meaning: the file and this section's place are
  /// put before the message.
  public ModelFileException invalid(String message) {
    return file.invalid(path + ": " + message);
  }
}
