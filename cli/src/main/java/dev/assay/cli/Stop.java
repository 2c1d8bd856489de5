package dev.assay.cli;

import java.time.Duration;
import java.util.Optional;

/** When a campaign ends: after a time, after a number of tests, or when the user says so. */
final class Stop {
  private final Optional<Duration> time;
  private final Optional<Long> tests;
  private final long start = System.nanoTime();
  private volatile boolean asked;

  Stop(Optional<Duration> time, Optional<Long> tests) {
    this.time = time;
    this.tests = tests;
  }

  /** Asks the campaign to end after the tests in flight. */
  void ask() {
    asked = true;
  }

  boolean isAsked() {
    return asked;
  }

  /** Whether test k is not to be begun any more. */
  boolean before(long k) {
    return asked
        || tests.isPresent() && k >= tests.get()
        || time.isPresent() && elapsed().compareTo(time.get()) >= 0;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  Optional<Duration> time() {
    return time;
  }

  Optional<Long> tests() {
    return tests;
  }
}
