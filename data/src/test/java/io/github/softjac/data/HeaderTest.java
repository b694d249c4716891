package io.github.softjac.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Columns by name, and the name that was probably meant.
class HeaderTest {

  private static final String FILE = "data.csv";

  @Test
  void aColumnIsFoundByItsName() throws DataException {
    assertThat(new Header(FILE, List.of("a", "b")).place("b", "column")).isEqualTo(1);
  }

  @Test
  void aMisspeltColumnIsSuggested() throws DataException {
    Header header = new Header(FILE, List.of("species", "island", "sex"));
    assertThatThrownBy(() -> header.place("Specis", "label column"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.csv: there is no label column \"Specis\", did you mean \"species\"? The file has"
                + " \"species\", \"island\", \"sex\"");
  }

  @Test
  void nothingIsSuggestedForAWordThatIsFarFromAll() throws DataException {
    Header header = new Header(FILE, List.of("species", "sex"));
    assertThatThrownBy(() -> header.place("price", "label column"))
        .hasMessage(
            "data.csv: there is no label column \"price\"; the file has \"species\", \"sex\"");
  }

  @Test
  void aWideTableIsNotListedInFull() throws DataException {
    Header header = new Header(FILE, IntStream.range(0, 785).mapToObj(i -> "p" + i).toList());
    assertThatThrownBy(() -> header.place("species", "label column"))
        .hasMessageEndingWith("\"p19\" and 765 more");
  }

  @Test
  void editDistanceCountsInsertionsDeletionsAndReplacements() {
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    assertThat(NearestName.distance("abc", "abc")).isZero();
  }
}
