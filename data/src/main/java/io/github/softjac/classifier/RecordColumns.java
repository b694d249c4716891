package io.github.softjac.classifier;

import io.github.softjac.data.Quoted;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which component of a record holds which column of a model.
///
/// A component holds the column of its own name, else the one whose name has the same letters and
/// digits: `bodyMassG` holds `body_mass_g`.
final class RecordColumns {

  /// Types that a double holds exactly, read without boxes.
  private static final Set<Class<?>> NUMBERS =
      Set.of(byte.class, short.class, int.class, float.class, double.class);

  /// Of each column, `(Object) → double`; `null`: the component is of another type.
  private final @Nullable MethodHandle[] numbers;

  /// Of each other column, `(Object) → Object`.
  private final @Nullable MethodHandle[] values;

  /// Finds the components of a record type.
  ///
  /// @throws IllegalArgumentException if a column has none or several, or they cannot be read
  RecordColumns(Class<?> type, List<String> columns) {
    RecordComponent[] components = type.getRecordComponents();
    numbers = new @Nullable MethodHandle[columns.size()];
    values = new @Nullable MethodHandle[columns.size()];
    List<String> absent = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      RecordComponent component = component(type, components, columns.get(i));
      if (component == null) {
        absent.add(columns.get(i));
      } else if (NUMBERS.contains(component.getType())) {
        numbers[i] = reader(type, component.getAccessor(), double.class);
      } else {
        values[i] = reader(type, component.getAccessor(), Object.class);
      }
    }
    if (!absent.isEmpty()) {
      throw new IllegalArgumentException(
          "%s lacks %s %s, which the model needs; it has %s"
              .formatted(
                  type.getName(),
                  absent.size() == 1 ? "column" : "columns",
                  Quoted.list(absent),
                  Quoted.list(Arrays.stream(components).map(RecordComponent::getName).toList())));
    }
  }

  private static @Nullable RecordComponent component(
      Class<?> type, RecordComponent[] components, String column) {
    @Nullable RecordComponent found = null;
    for (RecordComponent component : components) {
      if (component.getName().equals(column)) {
        return component;
      }
      if (!letters(column).isEmpty() && letters(component.getName()).equals(letters(column))) {
        if (found != null) {
          throw new IllegalArgumentException(
              "%s has components %s and %s for column %s; allowed: one, or one of just that name"
                  .formatted(
                      type.getName(), found.getName(), component.getName(), Quoted.of(column)));
        }
        found = component;
      }
    }
    return found;
  }

  private static String letters(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
  }

  private static MethodHandle reader(Class<?> type, Method accessor, Class<?> as) {
    try {
      accessor.setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(accessor)
          .asType(MethodType.methodType(as, Object.class));
    } catch (InaccessibleObjectException | IllegalAccessException e) {
      throw new IllegalArgumentException(
          "%s cannot be read: open its package to module io.github.softjac.data, or give a map"
              .formatted(type.getName()),
          e);
    }
  }

  /// Gives the row the values of a record of this type.
  void read(Record record, RowOfValues row) {
    try {
      for (int i = 0; i < numbers.length; i++) {
        MethodHandle number = numbers[i];
        MethodHandle value = values[i];
        if (number != null) {
          row.set(i, (double) number.invokeExact((Object) record));
        } else if (value != null) {
          row.set(i, (Object) value.invokeExact((Object) record));
        }
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("an accessor of a record threw a checked exception", e);
    }
  }
}
