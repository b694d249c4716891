package io.github.softjac.bench;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the numbers were taken on: a list for the head of each table.
final class Machine {

  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

  private Machine() {}

  static void print(PrintStream out) {
    out.println(
        "* CPU: %s; %d logical".formatted(cpu(), Runtime.getRuntime().availableProcessors()));
    out.println("* caches of a core: " + caches());
    out.println("* JDK: %s %s".formatted(System.getProperty("java.vm.name"), Runtime.version()));
    out.println(
        "* vectors as the JVM sees them: %d bits (UseAVX=%s)"
            .formatted(vectorBits(), flag("UseAVX")));
    out.println("* transparent huge pages: " + firstLine(HUGE_PAGES));
    out.println(
        "* load of the machine at the start: %.1f"
            .formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
  }

  private static String cpu() {
    for (String line : lines(Path.of("/proc/cpuinfo"))) {
      if (line.startsWith("model name")) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return System.getProperty("os.arch");
  }

  private static String caches() {
    List<String> sizes = new ArrayList<>();
    for (int index = 0; Files.exists(CACHES.resolve("index" + index)); index++) {
      Path cache = CACHES.resolve("index" + index);
      String kind = firstLine(cache.resolve("type"));
      if (!kind.equals("Instruction")) {
        sizes.add(
            "L%s %s"
                .formatted(firstLine(cache.resolve("level")), firstLine(cache.resolve("size"))));
      }
    }
    return sizes.isEmpty() ? "unknown" : String.join(", ", sizes);
  }

  /// `MaxVectorSize` is what the compiler of the JVM makes vectors of.
  private static int vectorBits() {
    String bytes = flag("MaxVectorSize");
    return bytes.equals("unknown") ? 0 : Integer.parseInt(bytes) * Byte.SIZE;
  }

  private static String flag(String name) {
    try {
      return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .getVMOption(name)
          .getValue();
    } catch (IllegalArgumentException e) {
      return "unknown"; // a flag of x86-64 on another machine
    }
  }

  private static String firstLine(Path path) {
    List<String> lines = lines(path);
    return lines.isEmpty() ? "unknown" : lines.getFirst();
  }

  private static List<String> lines(Path path) {
    if (!Files.isReadable(path)) {
      return List.of();
    }
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read", e);
    }
  }
}
