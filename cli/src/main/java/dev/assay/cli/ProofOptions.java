package dev.assay.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that say what a proof may cost. */
final class ProofOptions {
  @Option(
      names = "--timeout",
      paramLabel = "T",
      converter = Durations.class,
      description = "When to give up, such as 60s (default: 116s).")
  private Duration timeout = Duration.ofSeconds(116);

  @Option(names = "--threads", paramLabel = "N", description = "Threads of the proof (default: 1).")
  private int threads = 1;

  Duration timeout() {
    return timeout;
  }

  int threads() {
    return threads;
  }
}
