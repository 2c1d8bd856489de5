package dev.assay.cli;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.oracle.Judgement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A finding run with another number of threads inside of operators, where its backend has that
 * option. The law: the number makes no difference. Where it does, the finding says which, since it
 * then hangs on how the work is split up; it stays a finding, as an enclosure holds every order.
 */
final class OtherThreads {
  private static final String OPTION = "threads";
  private static final String ONE = "1";
  private static final String SEVERAL = "4";

  /** Judges another outcome of the same trial. */
  interface Judging {
    Judgement of(Outcome outcome) throws InterruptedException;
  }

  private OtherThreads() {}

  /**
   * The judgement of a finding that is the same twice, with a word where threads make a difference.
   * Deaths and silences are not run again, since each costs a process.
   */
  static Judgement label(
      Judgement judged, Outcome first, Runner runner, Trial trial, Judging judging)
      throws InterruptedException {
    boolean asks =
        judged.verdict().isFinding()
            && judged.verdict() != Verdict.UNSTABLE
            && first.status() != Status.CRASH
            && first.status() != Status.TIMEOUT
            && runner.options().containsKey(OPTION);
    if (!asks) {
      return judged;
    }
    Map<String, String> options = new TreeMap<>(runner.spec().options());
    String other = options.getOrDefault(OPTION, ONE).equals(ONE) ? SEVERAL : ONE;
    options.put(OPTION, other);
    Outcome outcome = Inquiry.get(runner.start(trial, options));
    return difference(judged, first, judging.of(outcome), outcome)
        .map(how -> judged.with("\n  threads  : " + how + " with threads=" + other))
        .orElse(judged);
  }

  private static Optional<String> difference(
      Judgement judged, Outcome first, Judgement again, Outcome outcome) {
    if (judged.verdict() != again.verdict()) {
      return Optional.of(again.verdict().toString());
    }
    return first.outputs().equals(outcome.outputs())
        ? Optional.empty()
        : Optional.of("other outputs");
  }
}
