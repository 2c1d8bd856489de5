package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AimsTest {
  private static final List<Runner> RUNNERS =
      Stream.of("a:plain", "b:plain", "a:all", "a@1:all", "slow")
          .map(BackendSpec::parse)
          .<Runner>map(Named::new)
          .toList();

  private static final Aims AIMS = Aims.of(RUNNERS, r -> r.spec().name().equals("slow"));

  /** A runner of which only the name matters. */
  private record Named(BackendSpec spec) implements Runner {
    @Override
    public String version() {
      return "1";
    }

    @Override
    public Future<Outcome> start(Trial trial) {
      return CompletableFuture.completedFuture(Outcome.ok(List.of(), 1));
    }

    @Override
    public void close() {}
  }

  private static List<String> names(List<Runner> runners) {
    return runners.stream().map(r -> r.spec().toString()).toList();
  }

  @Test
  void aTargetIsOneReleaseAtAllItsLevels() {
    assertThat(AIMS.targets().stream().map(AimsTest::names))
        .containsExactly(
            List.of("a:opt=plain", "a:opt=all"),
            List.of("b:opt=plain"),
            List.of("a@1:opt=all"),
            List.of("slow"));
  }

  @Test
  void everyTargetHasItsTurn() {
    assertThat(LongStream.range(0, 8).mapToInt(AIMS::target))
        .containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
  }

  @Test
  void aSlowBackendRunsOnlyWhatIsMadeForIt() {
    for (long test = 0; test < 8; test++) {
      List<Runner> runners = AIMS.runners(test);
      assertThat(runners).containsAll(AIMS.targets().get(AIMS.target(test)));
      assertThat(names(runners).contains("slow")).isEqualTo(AIMS.target(test) == 3);
      assertThat(runners).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void withoutBackendsThereIsOneTargetWithoutRunners() {
    Aims none = Aims.of(List.of(), r -> false);
    assertThat(none.targets()).containsExactly(List.of());
    assertThat(none.runners(7)).isEmpty();
  }
}
