package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softjac.oracle.Form;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The caller's mistakes: each is refused, before anything is written, by a message that says what
/// was found and what is allowed.
final class ShapeErrorsTest {

  private static final double[] SIX = new double[6];
  private static final double[] FIVE = new double[5];

  @ParameterizedTest
  @EnumSource
  void softmaxOfNothingIsRefused(Form form) {
    refused(() -> form.softmax(), "classes is 0: softmax needs at least 1 class");
  }

  @ParameterizedTest
  @EnumSource
  void negativeRowsAreRefused(Form form) {
    String message = "rows is -1: it must be 0 or more";
    refused(() -> form.softmaxForward(SIX, SIX, -1, 3), message);
    refused(() -> form.softmaxBackward(SIX, SIX, SIX, -1, 3), message);
    refused(() -> form.logSoftmaxForward(SIX, SIX, -1, 3), message);
    refused(() -> form.logSoftmaxBackward(SIX, SIX, SIX, -1, 3), message);
  }

  @ParameterizedTest
  @EnumSource
  void zeroClassesAreRefused(Form form) {
    String message = "classes is 0: softmax needs at least 1 class";
    refused(() -> form.softmaxForward(SIX, SIX, 2, 0), message);
    refused(() -> form.softmaxBackward(SIX, SIX, SIX, 2, 0), message);
    refused(() -> form.logSoftmaxForward(SIX, SIX, 2, 0), message);
    refused(() -> form.logSoftmaxBackward(SIX, SIX, SIX, 2, 0), message);
  }

  @ParameterizedTest
  @EnumSource
  void zeroClassesAreRefusedEvenWithoutRows(Form form) {
    refused(
        () -> form.softmaxForward(SIX, SIX, 0, 0), "classes is 0: softmax needs at least 1 class");
  }

  @ParameterizedTest
  @EnumSource
  void negativeClassesAreRefused(Form form) {
    refused(
        () -> form.softmaxForward(SIX, SIX, 2, -3),
        "classes is -3: softmax needs at least 1 class");
  }

  @ParameterizedTest
  @EnumSource
  void shapesBeyondAnArrayAreRefused(Form form) {
    String message = "65536 rows × 65536 classes do not fit one array: at most 2³¹ − 2¹⁴ elements";
    refused(() -> form.softmaxForward(SIX, SIX, 65536, 65536), message);
  }

  @ParameterizedTest
  @EnumSource
  void softmaxForwardNamesTheShortArray(Form form) {
    refused(() -> form.softmaxForward(FIVE, SIX, 2, 3), tooShort("z"));
    refused(() -> form.softmaxForward(SIX, FIVE, 2, 3), tooShort("y"));
  }

  @ParameterizedTest
  @EnumSource
  void softmaxBackwardNamesTheShortArray(Form form) {
    double[] other = new double[6];
    refused(() -> form.softmaxBackward(FIVE, SIX, other, 2, 3), tooShort("y"));
    refused(() -> form.softmaxBackward(SIX, FIVE, other, 2, 3), tooShort("dy"));
    refused(() -> form.softmaxBackward(SIX, other, FIVE, 2, 3), tooShort("dz"));
  }

  @ParameterizedTest
  @EnumSource
  void logSoftmaxForwardNamesTheShortArray(Form form) {
    refused(() -> form.logSoftmaxForward(FIVE, SIX, 2, 3), tooShort("z"));
    refused(() -> form.logSoftmaxForward(SIX, FIVE, 2, 3), tooShort("logY"));
  }

  @ParameterizedTest
  @EnumSource
  void logSoftmaxBackwardNamesTheShortArray(Form form) {
    double[] other = new double[6];
    refused(() -> form.logSoftmaxBackward(FIVE, SIX, other, 2, 3), tooShort("y"));
    refused(() -> form.logSoftmaxBackward(SIX, FIVE, other, 2, 3), tooShort("dLogY"));
    refused(() -> form.logSoftmaxBackward(SIX, other, FIVE, 2, 3), tooShort("dz"));
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedCallWritesNothing(Form form) {
    double[] y = {9, 9, 9, 9, 9};
    refused(() -> form.softmaxForward(SIX, y, 2, 3), tooShort("y"));
    assertThat(y).containsOnly(9);
  }

  private static String tooShort(String name) {
    return name + " has 5 elements: 2 rows × 3 classes need 6";
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
