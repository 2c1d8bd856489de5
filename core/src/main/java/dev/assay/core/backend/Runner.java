package dev.assay.core.backend;

import java.util.Map;
import java.util.concurrent.Future;

/**
 * Runs trials on one backend and always comes back with an outcome; a crash or a hang is one.
 *
 * <pre>{@code
 * try (Runner runner = ...) {
 *   Future<Outcome> outcome = runner.start(trial);
 *   ...
 *   judge(outcome.get());
 * }
 * }</pre>
 */
public interface Runner extends AutoCloseable {
  BackendSpec spec();

  /** The version of the system under test. */
  String version();

  /** Starts a trial; trials that wait are run in order. */
  Future<Outcome> start(Trial trial);

  /** Each option that a trial may have besides those of the specification, with what it may be. */
  default Map<String, String> options() {
    return Map.of();
  }

  /** Starts a trial with other options than those of the specification, each one that it has. */
  default Future<Outcome> start(Trial trial, Map<String, String> options) {
    return start(trial);
  }

  /** Whether it is known to run models as they are, at the first level of its optimiser. */
  default boolean isUnoptimised() {
    return false;
  }

  /** How often a fresh process took the place of one that had died, hung or served long enough. */
  default long restarts() {
    return 0;
  }

  @Override
  void close();
}
