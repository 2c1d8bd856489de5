package dev.assay.testkit;

import dev.assay.core.Recording;
import dev.assay.core.Shrinking;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * A value that was drawn. It shrinks to what simpler choices make, as long as there are trials
 * left, then to what edits make of it.
 */
final class DrawnShrinkable<T> implements Shrinkable<T> {
  /** So many simpler recordings are replayed on the way from a value to its least. */
  static final int TRIALS = 100;

  private final Drawn<T> source;
  private final Drawn.Outcome<T> drawn;
  private final int trials;

  DrawnShrinkable(Drawn<T> source, Drawn.Outcome<T> drawn, int trials) {
    this.source = source;
    this.drawn = drawn;
    this.trials = trials;
  }

  @Override
  public T value() {
    return drawn.value();
  }

  @Override
  public ShrinkingDistance distance() {
    return source.distance().apply(drawn.value());
  }

  @Override
  public Stream<Shrinkable<T>> shrink() {
    AtomicInteger left = new AtomicInteger(trials);
    Stream<Shrinkable<T>> simpler =
        Shrinking.edits(drawn.recording())
            .limit(trials)
            .flatMap(edited -> simpler(edited, left.decrementAndGet()).stream());
    return Stream.concat(simpler, Stream.of(drawn.value()).flatMap(source.edits()));
  }

  private Optional<Shrinkable<T>> simpler(Recording edited, int left) {
    return source
        .replayed(edited)
        .filter(made -> made.recording().isSimplerThan(drawn.recording()))
        .map(made -> new DrawnShrinkable<>(source, made, left));
  }
}
