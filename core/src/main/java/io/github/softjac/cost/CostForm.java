package io.github.softjac.cost;

/// Which of the methods of [Cost] a class of costs has of its own.
///
/// A cost that only knows `∂L/∂y` gets softmax and back-propagation for a whole block of rows at
/// once. One that overrides `logitGradient` has to be asked row by row: its own form is there
/// because the chain rule would lose digits.
final class CostForm {

  private static final ClassValue<CostForm> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected CostForm computeValue(Class<?> type) {
          return new CostForm(type);
        }
      };

  /// Whether there is a float form by the logits, and a double one.
  final boolean floatLogits;

  final boolean doubleLogits;

  private CostForm(Class<?> type) {
    floatLogits = overridden(type, float[].class);
    doubleLogits = overridden(type, double[].class);
  }

  static CostForm of(Cost cost) {
    return OF_CLASS.get(cost.getClass());
  }

  private static boolean overridden(Class<?> type, Class<?> array) {
    try {
      return type.getMethod("logitGradient", array, array, array, array).getDeclaringClass()
          != Cost.class;
    } catch (NoSuchMethodException e) {
      throw new AssertionError("every Cost has it", e);
    }
  }
}
