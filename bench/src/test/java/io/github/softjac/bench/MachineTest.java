package io.github.softjac.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MachineTest {

  @Test
  void processorAndJdkAndVectorWidthArePrinted() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Machine.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("* CPU: ")
        .contains("* JDK: ")
        .contains(Runtime.version().toString())
        .containsPattern("vectors as the JVM sees them: \\d+ bits");
  }
}
