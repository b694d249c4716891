package io.github.softjac.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Ctrl-C during training: the first one asks training to end with what there is, and gives way to
/// the handler of before, so that a second one ends the program.
///
/// Before training has asked for the first time, and after it has ended, Ctrl-C ends the program as
/// it always does: there is nothing yet, or all is done. A shutdown hook would not do, since files
/// are not written any more once the shutdown has begun.
///
/// `sun.misc.Signal` has no public twin, and the compiler's warning of it cannot be silenced, so it
/// is called by reflection. On a Java without it Ctrl-C does what it always does.
final class Interrupts implements BooleanSupplier, AutoCloseable {

  private final AtomicBoolean interrupted = new AtomicBoolean();
  private boolean installed;
  private volatile @Nullable Object before;

  @Override
  public boolean getAsBoolean() {
    if (!installed) {
      installed = true;
      before = handle(null);
    }
    return interrupted.get();
  }

  /// Installs this handler, or an older one again.
  ///
  /// @return the handler before; `null` if there is no such thing here
  private @Nullable Object handle(@Nullable Object older) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object own =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> called(method));
      return signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance("INT"),
              older == null ? own : older);
    } catch (ReflectiveOperationException _) {
      return null;
    }
  }

  private @Nullable Object called(Method method) {
    if (method.getName().equals("handle")) {
      interrupted.set(true);
      close();
    }
    return null;
  }

  @Override
  public void close() {
    Object older = before;
    if (older != null) {
      handle(older);
    }
  }
}
