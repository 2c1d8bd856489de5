package dev.assay.core.backend;

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

  /** How often a fresh process took the place of one that had died, hung or served long enough. */
  default long restarts() {
    return 0;
  }

  @Override
  void close();
}
