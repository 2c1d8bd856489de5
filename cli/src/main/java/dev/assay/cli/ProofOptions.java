package dev.assay.cli;

import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what a proof may cost. */
final class ProofOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private TimeLimit limit = new TimeLimit();

  private int threads = 1;

  Duration timeout() {
    return limit.timeout();
  }

  @Option(names = "--threads", paramLabel = "N", description = "Threads of the proof (default: 1).")
  void setThreads(int threads) {
    if (threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "required : at least 1 thread\nbut      : " + threads);
    }
    this.threads = threads;
  }

  int threads() {
    return threads;
  }
}
