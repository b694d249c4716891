package io.github.softjac.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The modules of the house from the bottom up: each may use itself and those before it.
enum Module {
  CORE,
  TRAIN,
  DATA,
  CLI;

  private static final Pattern FOLDER_OR_JAR =
      Pattern.compile("/([a-z]+)/target/|/softjac-([a-z]+)-");

  /// The module whose build folder or jar a class was read from; empty for classes of others.
  static Optional<Module> of(JavaClass javaClass) {
    return javaClass.getSource().flatMap(source -> of(source.getUri()));
  }

  private static Optional<Module> of(URI uri) {
    Matcher matcher = FOLDER_OR_JAR.matcher(uri.toString());
    if (!matcher.find()) {
      return Optional.empty();
    }
    String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    for (Module module : values()) {
      if (module.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(module);
      }
    }
    return Optional.empty();
  }
}
