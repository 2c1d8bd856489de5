package dev.assay.cli;

import dev.assay.corpus.Campaign;
import dev.assay.corpus.Recipe;
import dev.assay.corpus.TestResult.BackendVerdict;
import dev.assay.corpus.Totals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Tells the user how a campaign goes. */
interface Report {
  /**
   * The campaign begins, or goes on.
   *
   * @param backends with their versions, in order
   */
  void start(Campaign campaign, Map<String, String> backends);

  /** A backend did something wrong. */
  void finding(long test, BackendVerdict verdict, String command);

  /** Assay itself failed. */
  void failure(long test, String what, Path folder, String command);

  /** So far. */
  void progress(Progress progress);

  /** The campaign has ended. */
  void summary(Summary summary);

  /**
   * How far a campaign is.
   *
   * @param now the tests of this run
   */
  record Progress(
      long tests,
      long now,
      long findings,
      long known,
      List<Map.Entry<String, Long>> operators,
      Duration elapsed,
      String goal) {

    /** The same state, some time later. */
    Progress at(Duration later) {
      return new Progress(tests, now, findings, known, operators, later, goal);
    }

    double perSecond() {
      return rate(now, elapsed);
    }
  }

  /**
   * How it ended.
   *
   * @param now the tests of this run
   * @param restarts how often a fresh process took the place of another in this run, by the backend
   * @param exitCode of the command
   */
  record Summary(
      Recipe recipe,
      Path folder,
      Totals totals,
      long now,
      Map<String, Long> restarts,
      Duration elapsed,
      int exitCode) {
    double perSecond() {
      return rate(now, elapsed);
    }
  }

  private static double rate(long tests, Duration elapsed) {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds == 0 ? 0 : tests / seconds;
  }
}
