package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** The processor time of this process and of all that it started, those that have ended too. */
final class ProcessorTime {
  /** What Linux counts in: hundredths of a second. */
  private static final int TICKS = 100;

  private static final int CHILDREN_USER = 13;
  private static final int CHILDREN_SYSTEM = 14;

  private ProcessorTime() {}

  static Duration now() {
    return Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
        .map(p -> p.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(ended(), Duration::plus);
  }

  /** That of children that have ended; nothing where the system does not say. */
  private static Duration ended() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks = Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM]);
      return Duration.ofMillis(ticks * 1000 / TICKS);
    } catch (IOException e) {
      return Duration.ZERO;
    }
  }

  static double seconds(Duration d) {
    return d.toNanos() / 1e9;
  }
}
