package dev.assay.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The search for the simplest choices that keep a property, in the manner of Hypothesis (MacIver
 * and Donaldson, ECOOP 2020): on recordings, so that all that is tried is made by the generator
 * itself.
 *
 * <pre>
 *   while something of this is of use
 *     leave out forks, many at once first; then make them the simplest
 *     leave out runs of numbers, long ones first
 *     lower each number: to 0, or as far as it goes
 * </pre>
 *
 * <p>Each recording that keeps the property is taken as it was replayed: without what nothing asked
 * for.
 */
public final class Shrinking {
  private final Predicate<Choices> property;
  private final int most;
  private final Set<Recording> tried = new HashSet<>();
  private Recording best;
  private int trials;

  private Shrinking(Recording start, Predicate<Choices> property, int most) {
    this.best = start;
    this.property = property;
    this.most = most;
  }

  /**
   * What shrinking came to.
   *
   * @param trials how often the property was asked
   */
  public record Result(Recording recording, int trials) {}

  /**
   * Shrinks a recording that has a property.
   *
   * @param property of what is made of choices; one that throws an {@link IllegalArgumentException}
   *     or an {@link IllegalStateException} refuses them
   * @param most how often it may be asked
   */
  public static Result of(Recording start, Predicate<Choices> property, int most) {
    Shrinking shrinking = new Shrinking(start, property, most);
    shrinking.shrink();
    return new Result(shrinking.best, shrinking.trials);
  }

  /**
   * The edits of a recording that may make it simpler, each as it is asked for, in the order in
   * which a search tries them. For those who search by themselves; what of an edit is of no use
   * shows in the replay alone.
   */
  public static Stream<Recording> edits(Recording recording) {
    return Stream.<Function<Recording, Stream<UnaryOperator<Recording>>>>of(
            Shrinking::forkless, Shrinking::shorter, Shrinking::lowered)
        .flatMap(
            kind ->
                recording.paths().stream()
                    .flatMap(
                        path ->
                            kind.apply(recording.at(path))
                                .map(edit -> recording.editedAt(path, edit))));
  }

  private static Stream<UnaryOperator<Recording>> forkless(Recording part) {
    int forks = part.forks().size();
    return Stream.concat(
        runs(forks).map(run -> r -> r.withoutForks(run[0], run[1])),
        IntStream.range(0, forks).mapToObj(k -> r -> r.withFork(k, Recording.EMPTY)));
  }

  private static Stream<UnaryOperator<Recording>> shorter(Recording part) {
    return runs(part.draws()).map(run -> r -> r.without(run[0], run[1]));
  }

  private static Stream<UnaryOperator<Recording>> lowered(Recording part) {
    return IntStream.range(0, part.draws())
        .boxed()
        .flatMap(
            k ->
                LongStream.iterate(part.draw(k), step -> step > 0, step -> step / 2)
                    .mapToObj(step -> r -> r.with(k, part.draw(k) - step)));
  }

  /** The runs in a list of some length, long ones first and from behind: from, and up to. */
  private static Stream<int[]> runs(int count) {
    return IntStream.iterate(count, run -> run >= 1, run -> run / 2)
        .boxed()
        .flatMap(
            run ->
                IntStream.iterate(count - run, from -> from >= 0, from -> from - run)
                    .mapToObj(from -> new int[] {from, from + run}));
  }

  private void shrink() {
    takes(best);
    Recording before;
    do {
      before = best;
      for (int p = 0; p < best.paths().size(); p++) {
        withoutForks(best.paths().get(p));
      }
      for (int p = 0; p < best.paths().size(); p++) {
        withoutDraws(best.paths().get(p));
      }
      for (int p = 0; p < best.paths().size(); p++) {
        withLowerDraws(best.paths().get(p));
      }
    } while (best.isSimplerThan(before) && trials < most);
  }

  /** Whether the property holds of the edited recording, which then is the best. */
  private boolean takes(List<Integer> path, UnaryOperator<Recording> edit) {
    return takes(best.editedAt(path, edit));
  }

  private boolean takes(Recording candidate) {
    if (trials >= most || !tried.add(candidate)) {
      return false;
    }
    trials++;
    Choices choices = Choices.replaying(candidate);
    if (!holds(choices)) {
      return false;
    }
    Recording made = choices.recording();
    if (!made.isSimplerThan(best)) {
      return false;
    }
    best = made;
    return true;
  }

  private boolean holds(Choices choices) {
    try {
      return property.test(choices);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return false;
    }
  }

  private boolean isThere(List<Integer> path) {
    Recording part = best;
    for (int k : path) {
      if (k >= part.forks().size()) {
        return false;
      }
      part = part.forks().get(k);
    }
    return true;
  }

  private int forks(List<Integer> path) {
    return isThere(path) ? best.at(path).forks().size() : 0;
  }

  private int draws(List<Integer> path) {
    return isThere(path) ? best.at(path).draws() : 0;
  }

  private void withoutForks(List<Integer> path) {
    for (int run = forks(path); run >= 1; run /= 2) {
      int length = run;
      for (int k = forks(path) - length; k >= 0; k -= length) {
        int from = k;
        if (from + length <= forks(path)) {
          takes(path, r -> r.withoutForks(from, from + length));
        }
      }
    }
    for (int k = 0; k < forks(path); k++) {
      int fork = k;
      takes(path, r -> r.withFork(fork, Recording.EMPTY));
    }
  }

  private void withoutDraws(List<Integer> path) {
    for (int run = draws(path); run >= 1; run /= 2) {
      int length = run;
      for (int k = draws(path) - length; k >= 0 && trials < most; k -= length) {
        int from = k;
        if (from + length <= draws(path)) {
          takes(path, r -> r.without(from, from + length));
        }
      }
    }
  }

  private void withLowerDraws(List<Integer> path) {
    for (int k = 0; k < draws(path) && trials < most; k++) {
      lower(path, k);
    }
  }

  /** Lowers one number by ever smaller parts. */
  private void lower(List<Integer> path, int k) {
    long step = best.at(path).draw(k);
    while (step > 0 && k < draws(path) && trials < most) {
      long value = best.at(path).draw(k) - step;
      if (value < 0 || !takes(path, r -> r.with(k, value))) {
        step /= 2;
      }
    }
  }
}
