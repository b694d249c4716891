package io.github.softjac.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.bench.accuracy.DoubleDouble;
import io.github.softjac.bench.accuracy.UlpErrors;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccuracyTablesTest {

  @Test
  void contestantHasATableWithClassesDownAndDeviationsAcross() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AccuracyTables tables =
        new AccuracyTables(
            List.of(
                new AccuracyTables.Cell("Softjac", 10, "1", oneUlpOff()),
                new AccuracyTables.Cell("Softjac", 10, "1e4", new UlpErrors())));

    tables.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """

            ### Softjac: 1.00 / 1.00 over all

            | classes | 1 | 1e4 |
            | ---: | ---: | ---: |
            | 10 | 1.00 / 1.00 | – |
            """);
  }

  private static UlpErrors oneUlpOff() {
    UlpErrors errors = new UlpErrors();
    errors.add(Math.nextUp(0.5f), new DoubleDouble(0.5, 0));
    return errors;
  }
}
