package dev.assay.testkit;

import dev.assay.core.Choices;
import dev.assay.core.Recording;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * An arbitrary of what {@link Choices} make; jqwik gives the seed.
 *
 * @param draw empty where nothing fit comes of choices
 * @param distance of a value from the least; what is farther is never tried for what is nearer
 * @param edits what is tried of a value once no simpler choices lead on
 */
record Drawn<T>(
    Function<Choices, Optional<T>> draw,
    Function<T, ShrinkingDistance> distance,
    Function<T, Stream<Shrinkable<T>>> edits)
    implements Arbitrary<T> {
  /** How often a draw may come to nothing. */
  private static final int ATTEMPTS = 100;

  /** What a draw came to, and from which choices. */
  record Outcome<T>(T value, Recording recording) {}

  /** The first value that some fork of choices leads to, each fork by its seed. */
  static <T> T first(Choices choices, LongFunction<Optional<T>> of) {
    for (int k = 0; k < ATTEMPTS; k++) {
      Optional<T> value = of.apply(choices.fork(k).seed());
      if (value.isPresent()) {
        return value.get();
      }
    }
    throw new IllegalArgumentException(
        "nothing fit is drawn"
            + "\n  required : a model that computes finite numbers on some inputs"
            + "\n  but      : none of "
            + ATTEMPTS
            + " draws gives one"
            + "\n  way out  : allow more operators or types");
  }

  @Override
  public RandomGenerator<T> generator(int tries) {
    return Arbitraries.longs()
        .withDistribution(RandomDistribution.uniform())
        .generator(tries)
        .mapShrinkable(seed -> from(seed.value()));
  }

  @Override
  public EdgeCases<T> edgeCases(int most) {
    return EdgeCases.none();
  }

  private Shrinkable<T> from(long seed) {
    Outcome<T> first = first(Choices.of(seed), fork -> made(Choices.recorded(fork)));
    return new DrawnShrinkable<>(this, first, DrawnShrinkable.TRIALS);
  }

  /** What a recording leads to; empty where it leads nowhere. */
  Optional<Outcome<T>> replayed(Recording recording) {
    try {
      return made(Choices.replaying(recording));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private Optional<Outcome<T>> made(Choices choices) {
    return draw.apply(choices).map(value -> new Outcome<>(value, choices.recording()));
  }
}
