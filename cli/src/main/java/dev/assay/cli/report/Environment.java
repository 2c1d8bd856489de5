package dev.assay.cli.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine that a finding was seen on, without anything that names its owner.
 *
 * @param system the operating system
 * @param cpu its model and the vector instructions that kernels choose between
 */
public record Environment(String system, String architecture, String cpu, String java) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final List<String> VECTORS = List.of("avx2", "avx512f", "amx_tile", "asimd");

  /** This machine. */
  public static Environment here() {
    return new Environment(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        processor(),
        System.getProperty("java.version"));
  }

  private static String processor() {
    if (!Files.isReadable(CPU_INFO)) {
      return "unknown";
    }
    try {
      String info = Files.readString(CPU_INFO);
      String model = line(info, "model name").orElse("unknown");
      List<String> flags =
          Stream.of(line(info, "flags").or(() -> line(info, "Features")).orElse("").split(" "))
              .filter(VECTORS::contains)
              .toList();
      return flags.isEmpty() ? model : model + " (" + String.join(", ", flags) + ")";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> line(String info, String name) {
    return info.lines()
        .filter(l -> l.startsWith(name))
        .findFirst()
        .map(l -> l.substring(l.indexOf(':') + 1).strip());
  }
}
