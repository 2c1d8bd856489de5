package dev.assay.oracle.blame;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * When a finding came and when it went, in releases that are counted from the oldest on.
 *
 * <p>It is assumed that the finding comes once and goes once around the release that is known to
 * show it, and so the edges are looked for by halves. A few releases more are then looked at in the
 * middle of what was passed over; where one of them contradicts, all between it and the known
 * release are looked at, one by one. Releases that tell nothing, as those that do not know an
 * operator yet, are passed over.
 */
public final class Bisection {
  private final Look look;
  private final int width;
  private final NavigableMap<Integer, Sight> seen = new TreeMap<>();

  /** What a release makes of the finding. */
  public enum Sight {
    SHOWS,
    RIGHT,
    /** It cannot run the model, or cannot be had. */
    NOTHING
  }

  /** Looks at releases, as many at a time as it likes. */
  public interface Look {
    Map<Integer, Sight> at(Collection<Integer> releases) throws InterruptedException;
  }

  /**
   * The turning points around a release that shows the finding; each empty where it was not seen.
   *
   * @param cameBack whether other releases show it too, beyond one that is right
   */
  public record Span(
      OptionalInt lastGood, OptionalInt firstBad, OptionalInt firstFixed, boolean cameBack) {}

  /**
   * @param width how many releases to look at in one go
   */
  public Bisection(Look look, int width) {
    this.look = look;
    this.width = Math.max(1, width);
  }

  /**
   * Looks for the span of the finding.
   *
   * @param count of the releases
   * @param known one that shows it
   */
  public Span around(int known, int count) throws InterruptedException {
    seen.put(known, Sight.SHOWS);
    List<Integer> older = new ArrayList<>(IntStream.range(0, known).boxed().toList());
    Collections.reverse(older);
    List<Integer> newer = IntStream.range(known + 1, count).boxed().toList();
    Edge before = edge(older);
    Edge after = edge(newer);
    return new Span(
        place(older, before.right),
        OptionalInt.of(before.shows < 0 ? known : older.get(before.shows)),
        place(newer, after.right),
        showsBeyond(older, before) || showsBeyond(newer, after));
  }

  /** What was seen, by release. */
  public NavigableMap<Integer, Sight> seen() {
    return Collections.unmodifiableNavigableMap(seen);
  }

  /** The last place on a side that shows the finding, and the first that is right. */
  private record Edge(int shows, int right) {}

  private static OptionalInt place(List<Integer> side, int index) {
    return index < side.size() ? OptionalInt.of(side.get(index)) : OptionalInt.empty();
  }

  /**
   * Looks for the edge on one side.
   *
   * @param side the releases, the nearest first
   */
  private Edge edge(List<Integer> side) throws InterruptedException {
    if (side.isEmpty()) {
      return new Edge(-1, 0);
    }
    look(List.of(side.get(side.size() - 1)));
    Edge edge = halve(side);
    List<Integer> checks = new ArrayList<>();
    checks.addAll(spread(between(side, -1, edge.shows), 1));
    checks.addAll(spread(between(side, edge.right, side.size()), 1));
    look(checks);
    if (!edge.equals(seenEdge(side))) {
      look(between(side, -1, edge.right));
    }
    return seenEdge(side);
  }

  private Edge halve(List<Integer> side) throws InterruptedException {
    while (true) {
      Edge edge = seenEdge(side);
      List<Integer> open = between(side, edge.shows, edge.right);
      if (open.isEmpty()) {
        return edge;
      }
      look(spread(open, width));
    }
  }

  /** The edge as far as it has been seen. */
  private Edge seenEdge(List<Integer> side) {
    int right = 0;
    while (right < side.size() && seen.get(side.get(right)) != Sight.RIGHT) {
      right++;
    }
    int shows = right - 1;
    while (shows >= 0 && seen.get(side.get(shows)) != Sight.SHOWS) {
      shows--;
    }
    return new Edge(shows, right);
  }

  /** Those of a side that lie between two indices and have not been seen. */
  private List<Integer> between(List<Integer> side, int from, int to) {
    return IntStream.range(from + 1, Math.min(to, side.size()))
        .mapToObj(side::get)
        .filter(release -> !seen.containsKey(release))
        .toList();
  }

  /** Some of these, at equal distances. */
  private static List<Integer> spread(List<Integer> releases, int count) {
    int n = Math.min(count, releases.size());
    return IntStream.rangeClosed(1, n)
        .mapToObj(k -> releases.get(Math.min(releases.size() - 1, k * releases.size() / (n + 1))))
        .distinct()
        .toList();
  }

  private boolean showsBeyond(List<Integer> side, Edge edge) {
    return side.stream().skip(edge.right).anyMatch(r -> seen.get(r) == Sight.SHOWS);
  }

  private void look(List<Integer> releases) throws InterruptedException {
    if (!releases.isEmpty()) {
      seen.putAll(look.at(releases));
    }
  }
}
