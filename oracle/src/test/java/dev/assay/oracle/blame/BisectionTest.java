package dev.assay.oracle.blame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.oracle.blame.Bisection.Sight;
import dev.assay.oracle.blame.Bisection.Span;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Releases are written as a line: {@code x} shows the finding, {@code .} is right, - is mute. */
final class BisectionTest {
  private static Map<Integer, Sight> look(String line, Collection<Integer> releases) {
    Map<Integer, Sight> sights = new TreeMap<>();
    for (int r : releases) {
      sights.put(
          r,
          switch (line.charAt(r)) {
            case 'x' -> Sight.SHOWS;
            case '.' -> Sight.RIGHT;
            default -> Sight.NOTHING;
          });
    }
    return sights;
  }

  private static Bisection on(String line, int width) {
    return new Bisection(releases -> look(line, releases), width);
  }

  private static OptionalInt of(int release) {
    return release < 0 ? OptionalInt.empty() : OptionalInt.of(release);
  }

  @Test
  void theTurningPointsOfOneSpanAreFoundWhereverItLies() throws Exception {
    int count = 37;
    for (int first = 0; first < count; first++) {
      for (int last = first; last < count; last += 3) {
        String line =
            ".".repeat(first) + "x".repeat(last - first + 1) + ".".repeat(count - last - 1);
        for (int width = 1; width <= 3; width++) {
          Bisection bisection = on(line, width);
          Span span = bisection.around((first + last) / 2, count);
          assertThat(span)
              .as(line)
              .isEqualTo(
                  new Span(of(first - 1), of(first), of(last + 1 < count ? last + 1 : -1), false));
          assertThat(bisection.seen().size()).as(line).isLessThan(24);
        }
      }
    }
  }

  @Test
  void releasesThatTellNothingArePassedOver() throws Exception {
    assertThat(on("-----..--xx-x--x---.--", 1).around(12, 22))
        .isEqualTo(new Span(of(6), of(9), of(19), false));
    assertThat(on("-----xxx", 2).around(6, 8)).isEqualTo(new Span(of(-1), of(5), of(-1), false));
  }

  @Test
  void aFindingThatCameBackIsSaid() throws Exception {
    Span span = on("xxxx....xxx....", 1).around(9, 15);
    assertThat(span.firstBad()).hasValue(8);
    assertThat(span.lastGood()).hasValue(7);
    assertThat(span.cameBack()).isTrue();
  }

  @Test
  void whatContradictsTheHalvingIsLookedAtOneByOne() throws Exception {
    String line = "x".repeat(8) + "." + "x".repeat(8);
    Bisection bisection = on(line, 1);
    bisection.around(16, 17);
    assertThat(bisection.seen()).containsKey(8);
    assertThat(bisection.around(16, 17).firstBad()).hasValue(9);
  }
}
