package dev.assay.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes the choices of one sequence as they are made, and takes them from a script if it has one. */
final class Recorder {
  /** A script may lead into a loop that only other choices end. */
  private static final int MOST = 1 << 22;

  private final @Nullable Recording script;
  private final List<Recorder> forks = new ArrayList<>();
  private long[] draws = new long[8];
  private int count;

  /**
   * @param script what to replay; null where choices are made
   */
  Recorder(@Nullable Recording script) {
    this.script = script;
  }

  boolean hasScript() {
    return script != null;
  }

  /** The recorder of the next fork. */
  Recorder fork() {
    int k = forks.size();
    Recorder fork =
        new Recorder(
            script == null
                ? null
                : k < script.forks().size() ? script.forks().get(k) : Recording.EMPTY);
    forks.add(fork);
    return fork;
  }

  /** The next number of the script, at most {@code most}. */
  long next(long most) {
    if (count >= MOST) {
      throw new IllegalStateException("a script leads to more than " + MOST + " choices");
    }
    long value = script == null || count >= script.draws() ? 0 : script.draw(count);
    return Math.max(0, Math.min(most, value));
  }

  void note(long value) {
    if (count == draws.length) {
      draws = Arrays.copyOf(draws, 2 * count);
    }
    draws[count++] = value;
  }

  /** What has been chosen so far. */
  Recording recording() {
    return Recording.of(
        Arrays.copyOf(draws, count), forks.stream().map(Recorder::recording).toList());
  }
}
