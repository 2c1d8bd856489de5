package dev.assay.cli;

import dev.assay.verify.branch.Effort;
import dev.assay.verify.robustness.Answer;
import dev.assay.verify.robustness.Robustness;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine;

/** The searches for proofs of one command, with their clock and their progress. */
final class ProofRun {
  private static final long STEP = 1000;

  /** Of the time of a search, what goes into a proof in the types of the model at most. */
  private static final double IN_MODEL = 0.8;

  private final CommandLine line;
  private final Duration timeout;
  private final boolean quiet;
  private final long start = System.nanoTime();
  private volatile boolean asked;

  /**
   * @param quiet whether to tell nothing on the way
   */
  ProofRun(CommandLine line, Duration timeout, boolean quiet) {
    this.line = line;
    this.timeout = timeout;
    this.quiet = quiet;
  }

  /**
   * What came of one search.
   *
   * @param effort that of its last proof
   * @param boxes of all of them
   */
  record Search(Answer answer, Effort effort, long boxes) {}

  /** Asks the searches to end with what they have. */
  void ask() {
    asked = true;
  }

  private boolean isAfter(double part) {
    return asked || System.nanoTime() - start > part * timeout.toNanos();
  }

  /** Whether it is the time that ended the searches. */
  boolean timedOut() {
    return !asked && isAfter(1);
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * Looks for an answer.
   *
   * @param until the part of the time after which it ends
   */
  Search answer(Robustness robustness, double until) throws InterruptedException {
    double from = seconds() * 1e9 / timeout.toNanos();
    Effort inModel = new Effort(() -> isAfter(from + IN_MODEL * (until - from)));
    Effort inReals = new Effort(() -> isAfter(until));
    Thread progress = new Thread(() -> tell(inModel, inReals), "progress");
    progress.setDaemon(true);
    if (System.console() != null && !quiet) {
      progress.start();
    }
    try {
      Answer answer = robustness.answer(inModel, inReals, () -> isAfter(until));
      return new Search(answer, last(inModel, inReals), inModel.boxes() + inReals.boxes());
    } finally {
      progress.interrupt();
    }
  }

  /**
   * Looks for a witness alone.
   *
   * @param reason why no proof is looked for
   */
  Search attack(Robustness robustness, String reason) {
    return new Search(robustness.attack(reason, () -> isAfter(1)), new Effort(() -> true), 0);
  }

  private static Effort last(Effort inModel, Effort inReals) {
    return inReals.boxes() > 0 ? inReals : inModel;
  }

  private void tell(Effort inModel, Effort inReals) {
    PrintWriter err = line.getErr();
    try {
      while (true) {
        Thread.sleep(STEP);
        err.printf("\r%.0f s  %s\u001b[K", seconds(), describe(last(inModel, inReals)));
        err.flush();
      }
    } catch (InterruptedException e) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  /** What a proof has come to. */
  static String describe(Effort effort) {
    return String.format(
        "%,d boxes, %.4g %% of the volume proved, bound without splits %.4g",
        effort.boxes(), 100 * effort.proved(), effort.firstBound());
  }
}
