package io.github.softjac.cli;

import io.github.softjac.classifier.Validation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A share of the rows, or a second file, for `--validation`. What reads as a number is a share; a
/// file of that name is written `./0.2`.
final class ValidationChoice implements ITypeConverter<Validation> {

  @Override
  public Validation convert(String text) {
    if (NumberList.DECIMAL.matcher(text).matches()) {
      double share = Double.parseDouble(text);
      if (share == 0) {
        return new Validation.None();
      }
      if (share > 0 && share < 1) {
        return new Validation.Fraction(share);
      }
      throw new TypeConversionException(
          "\"%s\" is no share of the rows: allowed are 0 (none), a fraction below 1, or a file"
              .formatted(text));
    }
    try {
      return new Validation.File(Path.of(text));
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "\"%s\" is neither a fraction nor the name of a file".formatted(text));
    }
  }
}
