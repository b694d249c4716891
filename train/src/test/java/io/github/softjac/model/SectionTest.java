package io.github.softjac.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SectionTest {

  private static Section of(String json) throws Exception {
    return new ModelFile(
            StrictJson.parse(("{\"s\":" + json + "}").getBytes(StandardCharsets.UTF_8)), List.of())
        .section("s");
  }

  private static void assertProblem(ThrowingCallable call, String message) {
    assertThatExceptionOfType(ModelFileException.class)
        .isThrownBy(call)
        .withMessage("model: " + message);
  }

  @Test
  void valuesOfTheRightKindAreReturned() throws Exception {
    Section section =
        of(
            """
            {"t": "x", "ts": ["a", "b"], "i": 3, "is": [1, 2], "l": 9223372036854775807,
             "n": 2.5, "ns": [1, -0.5], "f": true, "o": {"x": "y"}, "os": [{"x": "z"}], "z": null}
            """);
    assertThat(section.text("t")).isEqualTo("x");
    assertThat(section.texts("ts")).containsExactly("a", "b");
    assertThat(section.integer("i", 3, 3)).isEqualTo(3);
    assertThat(section.integers("is", 1, 2)).containsExactly(1, 2);
    assertThat(section.whole("l", 0, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(section.number("n")).isEqualTo(2.5);
    assertThat(section.numbers("ns")).containsExactly(1, -0.5);
    assertThat(section.flag("f")).isTrue();
    assertThat(section.section("o").text("x")).isEqualTo("y");
    assertThat(section.sections("os").getFirst().text("x")).isEqualTo("z");
    assertThat(section.has("t")).isTrue();
    assertThat(section.has("z")).isFalse();
    assertThat(section.has("other")).isFalse();
  }

  @Test
  void wholeNumberIsANumber() throws Exception {
    assertThat(of("{\"n\":3}").number("n")).isEqualTo(3);
  }

  @Test
  void missingKeyIsNamedWithItsPlace() throws Exception {
    Section inner = of("{\"columns\":[{},{\"a\":{}}]}").sections("columns").get(1).section("a");
    assertProblem(
        () -> inner.text("name"), "header s.columns[1].a.name is missing: needed is a string");
  }

  @Test
  void valueOfAnotherKindIsShown() throws Exception {
    Section section = of("{\"v\":\"3\",\"n\":4}");
    assertProblem(() -> section.text("n"), "header s.n is 4: needed is a string");
    assertProblem(() -> section.number("v"), "header s.v is \"3\": needed is a finite number");
    assertProblem(() -> section.flag("v"), "header s.v is \"3\": needed is true or false");
    assertProblem(() -> section.section("v"), "header s.v is \"3\": needed is an object");
    assertProblem(() -> section.sections("v"), "header s.v is \"3\": needed is an array");
    assertProblem(
        () -> section.integer("v", 0, 5),
        "header s.v is \"3\": needed is a whole number from 0 to 5");
  }

  @Test
  void integerOutsideItsRangeIsRefused() throws Exception {
    Section section = of("{\"n\":6}");
    assertProblem(
        () -> section.integer("n", 0, 5), "header s.n is 6: needed is a whole number from 0 to 5");
    assertProblem(
        () -> section.integer("n", 7, 9), "header s.n is 6: needed is a whole number from 7 to 9");
  }

  @Test
  void integerBeyond32BitsIsNotWrapped() throws Exception {
    Section section = of("{\"n\":4294967297}");
    assertProblem(
        () -> section.integer("n", 0, 5),
        "header s.n is 4294967297: needed is a whole number from 0 to 5");
  }

  @Test
  void fractionIsNoInteger() throws Exception {
    Section section = of("{\"n\":2.5}");
    assertProblem(
        () -> section.integer("n", 0, 5),
        "header s.n is 2.5: needed is a whole number from 0 to 5");
  }

  @Test
  void oddElementOfAnArrayIsNamed() throws Exception {
    Section section = of("{\"a\":[1,null]}");
    assertProblem(() -> section.numbers("a"), "header s.a[1] is null: needed is a finite number");
    assertProblem(() -> section.texts("a"), "header s.a[0] is 1: needed is a string");
  }

  @Test
  void longValueIsNotShownWhole() throws Exception {
    Section section = of("{\"v\":\"" + "x".repeat(100_000) + "\"}");
    assertThatExceptionOfType(ModelFileException.class)
        .isThrownBy(() -> section.number("v"))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(150).contains("…"));
  }

  @Test
  void controlCharactersAreShownEscaped() throws Exception {
    Section section = of("{\"v\":\"\\u001b[31m\\u202e\\u2028\\u0085\"}");
    assertThatExceptionOfType(ModelFileException.class)
        .isThrownBy(() -> section.number("v"))
        .satisfies(e ->
            assertThat(e.getMessage()).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\u2028\\u0085]"));
  }

  @Test
  void problemOfMeaningIsGivenItsPlace() throws Exception {
    assertThat(of("{\"c\":{}}").section("c").invalid("no class"))
        .hasMessage("model: header s.c: no class");
  }

  @Test
  void missingSectionIsNamed() {
    ModelFile file = new ModelFile(new JsonObject(), List.of());
    assertProblem(() -> file.section("schema"), "header schema is missing: needed is an object");
  }
}
