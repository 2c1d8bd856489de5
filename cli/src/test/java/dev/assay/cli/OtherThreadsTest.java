package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.tensor.Tensor;
import dev.assay.oracle.Judgement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A finding on another number of threads. */
final class OtherThreadsTest {
  private static final Trial TRIAL = new Trial(new byte[0], Map.of());
  private static final Judgement WRONG =
      new Judgement(Verdict.MISMATCH, "a number for a number", "an element is wrong", 2, 0);
  private static final Judgement RIGHT = new Judgement(Verdict.PASS, "", 2, 0);
  private static final Outcome FIRST = ok(1);

  private static Outcome ok(long number) {
    return Outcome.ok(List.of(Tensor.list(number)), 1);
  }

  /** A backend whose result is the number of threads, if it has that option. */
  private record Threaded(BackendSpec spec, Map<String, String> options) implements Runner {
    static Threaded of(String spec) {
      return new Threaded(BackendSpec.parse(spec), Map.of("threads", "a number"));
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public Future<Outcome> start(Trial trial) {
      return start(trial, spec.options());
    }

    @Override
    public Future<Outcome> start(Trial trial, Map<String, String> with) {
      return CompletableFuture.completedFuture(
          ok(Long.parseLong(with.getOrDefault("threads", "1"))));
    }

    @Override
    public void close() {}
  }

  private static String label(Runner runner, Judgement judged, Outcome first, Judgement again)
      throws InterruptedException {
    String whole = OtherThreads.label(judged, first, runner, TRIAL, o -> again).detail();
    return whole.substring(judged.detail().length()).strip();
  }

  @Test
  void aDifferenceIsSaidAndTheVerdictStays() throws InterruptedException {
    Runner one = Threaded.of("a");
    assertThat(label(one, WRONG, FIRST, WRONG))
        .isEqualTo("threads  : other outputs with threads=4");
    assertThat(label(one, WRONG, FIRST, RIGHT)).isEqualTo("threads  : pass with threads=4");
    assertThat(OtherThreads.label(WRONG, FIRST, one, TRIAL, o -> RIGHT).verdict())
        .isEqualTo(Verdict.MISMATCH);
  }

  @Test
  void whoWasAskedForSeveralThreadsIsRunOnOne() throws InterruptedException {
    assertThat(label(Threaded.of("a:threads=8"), WRONG, ok(8), RIGHT)).endsWith("threads=1");
    assertThat(label(Threaded.of("a:threads=8"), WRONG, FIRST, WRONG)).isEmpty();
  }

  @Test
  void whatHasNoSuchOptionOrWouldCostAProcessIsNotRun() throws InterruptedException {
    Runner without = new Threaded(BackendSpec.parse("a"), Map.of());
    assertThat(label(without, WRONG, FIRST, RIGHT)).isEmpty();
    Outcome died = Outcome.failed(Status.CRASH, Phase.RUN, "SIGSEGV", 1);
    assertThat(label(Threaded.of("a"), WRONG, died, RIGHT)).isEmpty();
    assertThat(label(Threaded.of("a"), RIGHT, FIRST, WRONG)).isEmpty();
  }
}
