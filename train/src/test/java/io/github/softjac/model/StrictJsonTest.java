package io.github.softjac.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.softjac.model.StrictJson.MalformedException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  private static JsonObject parse(String text) throws MalformedException {
    return StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(JsonObject object) {
    return new String(StrictJson.encode(object), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":{},\"b\":[],\"c\":[[],{}]}",
        "{\"a\":null,\"b\":true,\"c\":false}",
        "{\"a\":0,\"b\":-1,\"c\":9223372036854775807,\"d\":-9223372036854775808}",
        "{\"a\":0.1,\"b\":-0.0,\"c\":1.7976931348623157E308,\"d\":4.9E-324}",
        "{\"z\":1,\"a\":2,\"\":3}",
        "{\"a\":\"ä 𝄞 \\\" \\\\ / \\n \\u0001 <>&'=\"}",
      })
  void whatIsWrittenIsWhatWasRead(String text) throws Exception {
    assertThat(encoded(parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "null",
        "{",
        "}",
        "{} ",
        " {}",
        "\ufeff{}",
        "{}{}",
        "{},{}",
        "{\"a\":1}}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\" 1}",
        "{\"a\"=1}",
        "{\"a\":1;\"b\":2}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":'b'}",
        "{\"a\":b}",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":[1 2]}",
        "{\"a\":[1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":0x1}",
        "{\"a\":-}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":True}",
        "{\"a\":NULL}",
        "{\"a\":tru}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\'\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"}",
        "{\"a\":1//c\n}",
        "{\"a\":1/*c*/}",
        "{\"a\":1#c\n}",
        ")]}'\n{}",
      })
  void whatIsNotStrictJsonIsRefusedInOneLine(String text) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> parse(text))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(120));
  }

  @Test
  void placeOfTheProblemIsShown() {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> parse("{\n\"a\":x}"))
        .withMessageStartingWith("it is not strict JSON, see line 2, column ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"b\":{\"a\":1,\"c\":2,\"a\":3}}",
        "{\"b\":[{\"a\":1,\"a\":2}]}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"a\":null,\"a\":null}",
      })
  void keyTwiceInOneObjectIsRefused(String text) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> parse(text))
        .withMessage("key \"a\" twice");
  }

  @Test
  void keyOfTwoObjectsIsAllowed() throws Exception {
    assertThat(parse("{\"a\":{\"a\":1},\"b\":{\"a\":2}}").keySet()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1e400", "-1e400"})
  void numberThatDoesNotFitIsRefused(String number) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> parse("{\"a\":" + number + "}"))
        .withMessageContaining(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":\"\\ud800\"}", "{\"\\udc00\":1}", "{\"a\":\"\\udc00\\ud800\"}"})
  void halfASurrogatePairIsRefused(String text) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> parse(text))
        .withMessageContaining("is not Unicode text");
  }

  @Test
  void escapedSurrogatePairIsOneCharacter() throws Exception {
    assertThat(parse("{\"a\":\"\\ud834\\udd1e\"}").get("a").getAsString()).isEqualTo("𝄞");
  }

  @ParameterizedTest
  @ValueSource(ints = {0xff, 0xc0, 0x80, 0xed})
  void bytesThatAreNotUtf8AreRefused(int odd) {
    byte[] bytes = {'{', '"', (byte) odd, '"', ':', '1', '}'};
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> StrictJson.parse(bytes))
        .withMessage("it is not UTF-8");
  }

  @Test
  void sixtyFourLevelsAreAllowed() throws Exception {
    String text = "{\"a\":" + "[".repeat(63) + "1" + "]".repeat(63) + "}";
    assertThat(encoded(parse(text))).isEqualTo(text);
  }

  @Test
  void sixtyFiveLevelsAreRefused() {
    String text = "{\"a\":" + "[".repeat(64) + "1" + "]".repeat(64) + "}";
    assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> parse(text));
  }

  @Test
  void sixtyFiveLevelsAreNotWritten() {
    JsonArray inner = new JsonArray();
    for (int i = 0; i < 63; i++) {
      JsonArray outer = new JsonArray();
      outer.add(inner);
      inner = outer;
    }
    JsonObject object = new JsonObject();
    object.add("a", inner);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StrictJson.encode(object))
        .withMessageContaining("64 levels");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void numberThatIsNotFiniteIsNotWritten(double number) {
    JsonObject object = new JsonObject();
    object.addProperty("a", number);
    assertThatIllegalArgumentException().isThrownBy(() -> StrictJson.encode(object));
  }

  @Test
  void halfASurrogatePairIsNotWritten() {
    JsonObject object = new JsonObject();
    object.addProperty("a", "\ud800");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StrictJson.encode(object))
        .withMessageContaining("not Unicode text");
  }
}
