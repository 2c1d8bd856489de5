package dev.assay.backends.worker;

import java.time.Duration;

/**
 * What a worker process may take.
 *
 * @param start time from its start to its first word
 * @param trial time for one trial
 * @param trials how many trials a process serves before a fresh one takes its place, since native
 *     libraries leak
 * @param megabytes the greatest Java heap; native memory comes on top
 */
public record Limits(Duration start, Duration trial, int trials, int megabytes) {
  public static final Limits USUAL =
      new Limits(Duration.ofSeconds(60), Duration.ofSeconds(10), 50_000, 512);

  public Limits withTrial(Duration limit) {
    return new Limits(start, limit, trials, megabytes);
  }

  public Limits withTrials(int count) {
    return new Limits(start, trial, count, megabytes);
  }
}
