package io.github.softjac.model;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/// A program that stops in the middle of an atomic write, to be ended from outside.
final class BlockedWriter {

  private BlockedWriter() {}

  static Process start(Path target) throws IOException, URISyntaxException {
    String classes =
        location(AtomicFile.class) + File.pathSeparator + location(BlockedWriter.class);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            java.toString(), "-cp", classes, BlockedWriter.class.getName(), target.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// The folder that a class was loaded from, its package's folders taken off.
  private static String location(Class<?> type) throws URISyntaxException {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    String path = Objects.requireNonNull(type.getResource(name)).toURI().getPath();
    return path.substring(0, path.length() - name.length());
  }

  public static void main(String[] arguments) throws IOException {
    AtomicFile.write(
        Path.of(arguments[0]),
        out -> {
          out.write(new byte[100_000]);
          out.flush();
          System.out.println("writing");
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
  }
}
