package io.github.softjac.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Optional;
import java.util.Set;

/// The byte code of the house, as the build made it.
final class House {

  /// Every class of every module.
  static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.softjac");

  private House() {}

  /// The classes of these modules.
  static JavaClasses of(Set<Module> modules) {
    return ALL.that(
        DescribedPredicate.describe(
            "in " + modules,
            (JavaClass javaClass) -> Module.of(javaClass).filter(modules::contains).isPresent()));
  }

  /// Fixtures, of which some break a rule.
  static JavaClasses fixture(Class<?>... fixtures) {
    return new ClassFileImporter().importClasses(fixtures);
  }

  /// For fixtures: the module that a package is named after.
  static Optional<Module> moduleByPackage(JavaClass javaClass) {
    String name = javaClass.getPackageName();
    for (Module module : Module.values()) {
      if (name.endsWith(".fixture." + module.name().toLowerCase(java.util.Locale.ROOT))) {
        return Optional.of(module);
      }
    }
    return Optional.empty();
  }
}
