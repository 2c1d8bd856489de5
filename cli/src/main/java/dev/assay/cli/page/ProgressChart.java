package dev.assay.cli.page;

import dev.assay.corpus.Chronicle.Moment;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What a campaign reached over time: a line each for tests, operators at a type, and findings. */
final class ProgressChart {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 110;

  private ProgressChart() {}

  /** The lines; nothing where less than two moments are known. */
  static String of(List<Moment> moments) {
    if (moments.size() < 2) {
      return "";
    }
    return "<div class=\"charts\">\n"
        + chart("tests", moments, Moment::tests)
        + chart("operators at a type", moments, Moment::pairs)
        + chart("new findings", moments, Moment::findings)
        + "</div>\n";
  }

  private static String chart(String what, List<Moment> moments, ToLongFunction<Moment> count) {
    long start = moments.get(0).at();
    long span = Math.max(1, moments.get(moments.size() - 1).at() - start);
    long most = Math.max(1, moments.stream().mapToLong(count).max().orElseThrow());
    StringBuilder line = new StringBuilder();
    for (Moment m : moments) {
      line.append(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f",
              line.isEmpty() ? "M" : "L",
              (double) (m.at() - start) / span * WIDTH,
              HEIGHT * (1 - (double) count.applyAsLong(m) / most)));
    }
    return String.format(
        Locale.ROOT,
        "<figure><figcaption>%s <b>%,d</b></figcaption><svg class=\"chart\" viewBox=\"0 -2 %d %d\" role=\"img\""
            + " aria-label=\"%s over time: %d in %s\"><path class=\"area\" d=\"%sL%d %dL0 %dz\"/><path"
            + " class=\"line\" d=\"%s\"/></svg><p class=\"axis quiet\"><span>0</span><span>%s</span></p></figure>\n",
        what,
        most,
        WIDTH,
        HEIGHT + 4,
        what,
        most,
        time(span),
        line,
        WIDTH,
        HEIGHT,
        HEIGHT,
        line,
        time(span));
  }

  private static String time(long millis) {
    long seconds = millis / 1000;
    return seconds < 120
        ? seconds + " s"
        : seconds < 7200
            ? seconds / 60 + " min"
            : String.format("%d h %02d min", seconds / 3600, seconds / 60 % 60);
  }
}
