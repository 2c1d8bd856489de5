package dev.assay.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The option that says when a search for an answer gives up. */
final class TimeLimit {
  @Option(
      names = "--timeout",
      paramLabel = "T",
      converter = Durations.class,
      description = "When to give up on an answer, such as 60s (default: 116s).")
  private Duration timeout = Duration.ofSeconds(116);

  Duration timeout() {
    return timeout;
  }
}
