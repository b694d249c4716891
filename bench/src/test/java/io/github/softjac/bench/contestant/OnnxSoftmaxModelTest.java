package io.github.softjac.bench.contestant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.bench.problem.ElementType;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class OnnxSoftmaxModelTest {

  @Test
  void modelIsWrittenFieldByField() {
    String irVersion = "0808";
    String attribute = "0a0461786973" + "1801" + "a00102"; // axis, i: 1, type: INT
    String node = "0a017a" + "120179" + "2207536f66746d6178" + "2a0b" + attribute;
    String operatorSet = "4204" + "0a00" + "100d";
    assertThat(HexFormat.of().formatHex(OnnxSoftmaxModel.bytes(ElementType.FLOAT, 3, 300)))
        .isEqualTo(irVersion + "3a53" + graph(node, "0801") + operatorSet);
    assertThat(HexFormat.of().formatHex(OnnxSoftmaxModel.bytes(ElementType.DOUBLE, 3, 300)))
        .isEqualTo(irVersion + "3a53" + graph(node, "080b") + operatorSet);
  }

  private static String graph(String node, String elementType) {
    String type =
        "120f" + "0a0d" + elementType + "1209" + "0a020803" + "0a03" + "08ac02"; // 3 x 300
    return ("0a1c" + node)
        + "1207736f66746d6178"
        + ("5a14" + "0a017a" + type)
        + ("6214" + "0a0179" + type);
  }
}
