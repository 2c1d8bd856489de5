package dev.assay.bench.known;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What replaying at one release said, held against what is known. */
final class Score {
  private final String release;
  private final String standIn;
  private final List<String> missed = new ArrayList<>();
  private final List<String> falseAlarms = new ArrayList<>();
  private int bugs;
  private int right;
  private int unscored;

  /**
   * @param release as it is named where the truth is told
   * @param standIn the release that was replayed on
   */
  Score(String release, String standIn) {
    this.release = release;
    this.standIn = standIn;
  }

  /** Counts what was said of a case at a level. */
  void add(Truth truth, int level, String verdict, boolean flagged, String detail) {
    String what =
        String.format(
            Locale.ROOT,
            "%s at %s (replayed on %s), %s: known as %s, said %s: %s",
            truth.id(),
            release,
            standIn,
            Truth.LEVELS.get(level),
            truth.letter(release, level),
            verdict,
            detail.lines().limit(4).map(String::strip).reduce((a, b) -> a + "; " + b).orElse("-"));
    switch (truth.demand(release, level)) {
      case FLAG -> {
        bugs++;
        if (!flagged) {
          missed.add(what);
        }
      }
      case SILENCE -> {
        right++;
        if (flagged) {
          falseAlarms.add(what);
        }
      }
      case NONE -> unscored++;
    }
  }

  /** Whether nothing was said at all. */
  boolean isEmpty() {
    return bugs + right + unscored == 0;
  }

  String standIn() {
    return standIn;
  }

  boolean isPerfect() {
    return missed.isEmpty() && falseAlarms.isEmpty();
  }

  List<String> missed() {
    return missed;
  }

  List<String> falseAlarms() {
    return falseAlarms;
  }

  static void printHead(PrintWriter out) {
    out.println(
        "| release | replayed on | wrong, crash, refusal | flagged | right | flagged | not scored |");
    out.println("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "| %s | %s | %d | %d | %d | %d | %d |%n",
        release,
        standIn,
        bugs,
        bugs - missed.size(),
        right,
        falseAlarms.size(),
        unscored);
  }
}
