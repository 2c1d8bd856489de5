package dev.assay.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The choices that were made, as numbers of which 0 is the simplest: those of one sequence, and the
 * recordings of its forks in the order in which it forked.
 *
 * <p>An edited recording is as good as any: a number that is too large counts as the greatest there
 * is, and what is missing counts as the simplest. So a generator makes something valid of each.
 *
 * <pre>{@code
 * Choices choices = Choices.recorded(seed);
 * Model model = models.next(choices);
 * Recording without = choices.recording().withoutForks(2, 3);
 * Model smaller = models.next(Choices.replaying(without));
 * }</pre>
 */
public final class Recording {
  /** A recording of nothing, by which every choice is the simplest. */
  public static final Recording EMPTY = new Recording(new long[0], List.of());

  private final long[] draws;
  private final List<Recording> forks;
  private final int size;

  private Recording(long[] draws, List<Recording> forks) {
    this.draws = draws;
    this.forks = List.copyOf(forks);
    this.size = draws.length + this.forks.stream().mapToInt(f -> 1 + f.size).sum();
  }

  /** A recording of some numbers and forks. */
  public static Recording of(long[] draws, List<Recording> forks) {
    return new Recording(draws.clone(), forks);
  }

  /** How many numbers this sequence has, its forks aside. */
  public int draws() {
    return draws.length;
  }

  public long draw(int k) {
    return draws[k];
  }

  public List<Recording> forks() {
    return forks;
  }

  /** All numbers and forks, those of forks included. */
  public int size() {
    return size;
  }

  /** The same with another number. */
  public Recording with(int k, long value) {
    long[] changed = draws.clone();
    changed[k] = value;
    return new Recording(changed, forks);
  }

  /** The same without the numbers from one place up to another; the next ones move up. */
  public Recording without(int from, int to) {
    long[] rest = Arrays.copyOf(draws, draws.length - (to - from));
    System.arraycopy(draws, to, rest, from, draws.length - to);
    return new Recording(rest, forks);
  }

  /** The same with another fork in place of one. */
  public Recording withFork(int k, Recording fork) {
    return withForks(list -> list.set(k, fork));
  }

  /** The same without the forks from one place up to another; the next ones move up. */
  public Recording withoutForks(int from, int to) {
    return withForks(list -> list.subList(from, to).clear());
  }

  /** The same with one more fork before a place. */
  public Recording insertingFork(int at, Recording fork) {
    return withForks(list -> list.add(at, fork));
  }

  private interface Change {
    void in(List<Recording> forks);
  }

  private Recording withForks(Change change) {
    List<Recording> changed = new ArrayList<>(forks);
    change.in(changed);
    return new Recording(draws, changed);
  }

  /** The part that a path of forks leads to. */
  Recording at(List<Integer> path) {
    Recording part = this;
    for (int k : path) {
      part = part.forks.get(k);
    }
    return part;
  }

  /** The same with another part where a path of forks leads to. */
  Recording editedAt(List<Integer> path, UnaryOperator<Recording> edit) {
    if (path.isEmpty()) {
      return edit.apply(this);
    }
    int k = path.get(0);
    return withFork(k, forks.get(k).editedAt(path.subList(1, path.size()), edit));
  }

  /** The paths to this and all its forks, each before those within it. */
  List<List<Integer>> paths() {
    List<List<Integer>> paths = new ArrayList<>();
    addPaths(List.of(), paths);
    return paths;
  }

  private void addPaths(List<Integer> path, List<List<Integer>> paths) {
    paths.add(path);
    for (int k = 0; k < forks.size(); k++) {
      List<Integer> longer = new ArrayList<>(path);
      longer.add(k);
      forks.get(k).addPaths(List.copyOf(longer), paths);
    }
  }

  /** Whether this is simpler: of fewer numbers, or of as many and a smaller one first. */
  public boolean isSimplerThan(Recording o) {
    return size == o.size ? order(this, o) < 0 : size < o.size;
  }

  private static int order(Recording a, Recording b) {
    int order = Arrays.compare(a.draws, b.draws);
    for (int k = 0; order == 0 && k < a.forks.size() && k < b.forks.size(); k++) {
      order = order(a.forks.get(k), b.forks.get(k));
    }
    return order != 0 ? order : Integer.compare(a.forks.size(), b.forks.size());
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Recording r && Arrays.equals(draws, r.draws) && forks.equals(r.forks);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(draws) + forks.hashCode();
  }

  /** The numbers, then each fork in brackets: {@code 3 0 17 (1 2 ()) ()}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (long draw : draws) {
      text.append(text.length() == 0 ? "" : " ").append(draw);
    }
    forks.forEach(f -> text.append(text.length() == 0 ? "(" : " (").append(f).append(')'));
    return text.toString();
  }
}
