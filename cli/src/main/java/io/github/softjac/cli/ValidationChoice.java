package io.github.softjac.cli;

import io.github.softjac.classifier.Validation;
import io.github.softjac.data.DataException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/// A share of the rows, or a second file, for `--validation`. What reads as a number is a share; a
/// file of that name is written `./0.2`.
///
/// @param share `null`: a second file
/// @param file its name; `null`: a share
record ValidationChoice(@Nullable Validation share, @Nullable String file) {

  /// The rows that are held out.
  Validation rows(DataOptions options, CommandSpec spec) throws IOException, DataException {
    return file == null
        ? Objects.requireNonNull(share)
        : new Validation.Held(options.source(spec, List.of(file)));
  }

  /// Reads the option.
  static final class Converter implements ITypeConverter<ValidationChoice> {

    @Override
    public ValidationChoice convert(String text) {
      if (!NumberList.DECIMAL.matcher(text).matches()) {
        return new ValidationChoice(null, text);
      }
      double share = Double.parseDouble(text);
      if (share == 0) {
        return new ValidationChoice(new Validation.None(), null);
      }
      if (share > 0 && share < 1) {
        return new ValidationChoice(new Validation.Fraction(share), null);
      }
      throw new TypeConversionException(
          "\"%s\" is no share of the rows: allowed are 0 (none), a fraction below 1, or a file"
              .formatted(text));
    }
  }
}
