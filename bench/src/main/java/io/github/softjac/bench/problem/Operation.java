package io.github.softjac.bench.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is timed.
public enum Operation {
  /// `y = softmax(z)`: one read, one write.
  FORWARD("softmax forward"),
  /// `dz = y ⊙ (dy − ⟨dy, y⟩)`: two reads, one write.
  BACKWARD("softmax backward"),
  /// Mean cross-entropy on index labels and its derivative by the logits: one read, one write.
  CROSS_ENTROPY("softmax + cross-entropy, forward and backward");

  private final String title;

  Operation(String title) {
    this.title = title;
  }

  /// As headings say it.
  public String title() {
    return title;
  }

  /// As options say it: `forward`, `backward`, `cross-entropy`.
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The operation of this name.
  ///
  /// @throws IllegalArgumentException if the name is none of [#option()]
  public static Operation ofOption(String name) {
    return Arrays.stream(values())
        .filter(operation -> operation.option().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "operation is \"%s\": allowed are %s"
                    .formatted(
                        name,
                        Arrays.stream(values())
                            .map(Operation::option)
                            .collect(Collectors.joining(", ")))));
  }
}
