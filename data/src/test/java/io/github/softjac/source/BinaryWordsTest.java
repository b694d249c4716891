package io.github.softjac.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.reader.Validity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Texts of a column of bytes, those that come again among them.
class BinaryWordsTest {

  @Test
  void everyCellHasItsTextHoweverManyThereAre() {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      cells.add("word " + i);
      cells.add("é" + i % 7);
      cells.add("x".repeat(i % 40));
    }
    Collections.shuffle(cells, new Random(3));
    BinaryWords words = words(cells, Validity.NO_NULLS);
    for (int row = 0; row < cells.size(); row++) {
      assertThat(words.text(row)).isEqualTo(cells.get(row));
      assertThat(words.isMissing(row)).isEqualTo(cells.get(row).isEmpty());
    }
  }

  @Test
  void textOfTheSameBytesIsMadeOnce() {
    BinaryWords words = words(List.of("red", "blue", "red"), Validity.NO_NULLS);
    assertThat(words.text(2)).isSameAs(words.text(0));
  }

  @Test
  void textIsStripped() {
    BinaryWords words = words(List.of(" red ", "red"), Validity.NO_NULLS);
    assertThat(words.text(0)).isEqualTo("red");
    assertThat(words.text(1)).isEqualTo("red");
  }

  @Test
  void nullsAndSpellingsOfAMissingValueAreMissing() {
    BinaryWords words = words(List.of("", "NA", "b"), Validity.of(new long[] {0b110}));
    assertThat(words.isMissing(0)).isTrue();
    assertThat(words.isMissing(1)).isTrue();
    assertThat(words.isMissing(2)).isFalse();
    assertThat(words.text(0)).isEmpty();
  }

  private static BinaryWords words(List<String> cells, Validity validity) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] offsets = new int[cells.size() + 1];
    for (int row = 0; row < cells.size(); row++) {
      bytes.writeBytes(cells.get(row).getBytes(StandardCharsets.UTF_8));
      offsets[row + 1] = bytes.size();
    }
    return new BinaryWords(bytes.toByteArray(), offsets, validity);
  }
}
