package dev.assay.backends.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a worker process may take.
 *
 * @param start time from its start to its first word
 * @param trial time for one trial
 * @param trials how many trials a process serves before a fresh one takes its place, since native
 *     libraries leak
 * @param heap the greatest Java heap in megabytes; native memory comes on top
 * @param addresses the greatest address space in megabytes, where the system keeps such a limit; 0
 *     for none
 */
public record Limits(Duration start, Duration trial, int trials, int heap, long addresses) {
  /** A JVM and the libraries of a compiler reserve some gigabytes that they never touch. */
  private static final long LEAST_ADDRESSES = 12_000;

  public static final Limits USUAL =
      new Limits(
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          50_000,
          512,
          Math.max(LEAST_ADDRESSES, memory()));

  public Limits withTrial(Duration limit) {
    return new Limits(start, limit, trials, heap, addresses);
  }

  public Limits withTrials(int count) {
    return new Limits(start, trial, count, heap, addresses);
  }

  public Limits withAddresses(long megabytes) {
    return new Limits(start, trial, trials, heap, megabytes);
  }

  /** The memory of the machine in megabytes; 0 where nobody says. */
  private static long memory() {
    Path said = Path.of("/proc/meminfo");
    if (!Files.exists(said)) {
      return 0;
    }
    try {
      Matcher total =
          Pattern.compile("^MemTotal:\\s+(\\d+) kB", Pattern.MULTILINE)
              .matcher(Files.readString(said));
      return total.find() ? Long.parseLong(total.group(1)) / 1000 : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
