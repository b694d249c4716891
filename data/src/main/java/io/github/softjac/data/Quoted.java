package io.github.softjac.data;

import java.util.List;
import java.util.StringJoiner;

/// Text of a file inside a message of one line.
public final class Quoted {

  private static final int LONGEST = 60;
  private static final int MOST = 20;

  private Quoted() {}

  /// The text in quotes: cut after 60 characters, control characters shown by their code.
  public static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    int shown = text.codePoints().limit(LONGEST).map(Character::charCount).sum();
    for (int i = 0; i < shown; i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append(shown < text.length() ? "…\"" : "\"").toString();
  }

  /// The texts in quotes, with commas; after 20 of them how many more there are.
  public static String list(List<String> texts) {
    StringJoiner list = new StringJoiner(", ");
    for (String text : texts.subList(0, Math.min(texts.size(), MOST))) {
      list.add(of(text));
    }
    return list + (texts.size() > MOST ? " and %,d more".formatted(texts.size() - MOST) : "");
  }
}
