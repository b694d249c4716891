package io.github.softjac.internal.kernel;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/// The module of the Vector API in the running JVM.
///
/// `--add-modules jdk.incubator.vector` puts it there at the start: the JVM then says so in a
/// warning on standard error that nothing can turn off, and starts some 40 ms later. A program that
/// would rather have neither starts with `--add-exports java.base/jdk.internal.module=ALL-UNNAMED`
/// (or `=io.github.softjac.core`, on the module path); the module is then loaded when a kernel is
/// first made ready, by the method of the JDK that loads the modules of agents into a running JVM.
/// The compiler treats it alike: it turns its support on when the module registers with it.
///
/// See `docs/decisions/0010-start-without-a-warning.md`.
final class VectorModule {

  private static final String NAME = "jdk.incubator.vector";
  private static final String LOADER_PACKAGE = "jdk.internal.module";

  private VectorModule() {}

  /// The module, loaded if that is allowed; `null` if it is not there.
  static @Nullable Module find() {
    Module found = ModuleLayer.boot().findModule(NAME).orElse(null);
    if (found == null
        && Object.class.getModule().isExported(LOADER_PACKAGE, VectorModule.class.getModule())) {
      found = load();
    }
    return found;
  }

  private static @Nullable Module load() {
    try {
      return (Module)
          Class.forName(LOADER_PACKAGE + ".Modules")
              .getMethod("loadModule", String.class)
              .invoke(null, NAME);
    } catch (ReflectiveOperationException e) {
      if (e instanceof InvocationTargetException && e.getCause() instanceof Error error) {
        throw error;
      }
      return null; // A JDK without the method, or without the module: the scalar kernels serve.
    }
  }
}
