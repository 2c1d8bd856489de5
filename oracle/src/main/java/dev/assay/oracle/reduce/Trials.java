package dev.assay.oracle.reduce;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Trials in flight, whose answers are taken in the order in which they were started. */
final class Trials {
  private final ExecutorService pool;
  private final int most;
  private final Deque<Future<Optional<Specimen>>> inFlight = new ArrayDeque<>();

  Trials(ExecutorService pool, int most) {
    this.pool = pool;
    this.most = most;
  }

  boolean hasRoom() {
    return inFlight.size() < most;
  }

  boolean isEmpty() {
    return inFlight.isEmpty();
  }

  void start(Callable<Optional<Specimen>> trial) {
    inFlight.add(pool.submit(trial));
  }

  /**
   * The answer of the oldest.
   *
   * @throws IllegalArgumentException if the trial found that the user asked for what cannot be
   */
  Optional<Specimen> next() throws InterruptedException {
    try {
      return inFlight.remove().get();
    } catch (ExecutionException e) {
      cancel();
      if (e.getCause() instanceof IllegalArgumentException mistake) {
        throw mistake;
      }
      throw new IllegalStateException("a trial failed", e.getCause());
    }
  }

  /** Gives up those that have not begun; the others end by themselves. */
  void cancel() {
    inFlight.forEach(f -> f.cancel(false));
    inFlight.clear();
  }
}
