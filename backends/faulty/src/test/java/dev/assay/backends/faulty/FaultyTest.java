package dev.assay.backends.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.backends.reference.Reference;
import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultyTest {
  static Stream<String> namesOfQuietFaults() {
    return Faulty.names().stream().filter(n -> !n.equals("crash") && !n.equals("hang"));
  }

  @Test
  void everyFaultHasExamples() {
    assertThat(Examples.ALL.keySet()).containsExactlyInAnyOrderElementsOf(Faulty.names());
  }

  @ParameterizedTest
  @MethodSource("namesOfQuietFaults")
  void aFaultStrikesAtItsExampleOnly(String name) {
    for (Map.Entry<String, Trial> example : Examples.ALL.entrySet()) {
      Outcome right = new Reference().run(example.getValue(), Map.of(), p -> {});
      Outcome faulty = run(example.getValue(), Map.of("fault", name));
      assertThat(right.isOk()).as(right.detail()).isTrue();
      assertThat(faulty.isOk()).as(faulty.detail()).isTrue();
      if (example.getKey().equals(name)) {
        assertThat(faulty.outputs()).as(name).isNotEqualTo(right.outputs());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("namesOfQuietFaults")
  void aFaultThatIsSwitchedOffLeavesTheReference(String name) {
    Trial example = Examples.of(name);
    List<Tensor> right = new Reference().run(example, Map.of(), p -> {}).outputs();
    assertThat(run(example, Map.of()).outputs()).isEqualTo(right);
    assertThat(run(example, Map.of("fault", name, "opt", "disabled")).outputs()).isEqualTo(right);
    assertThat(run(example, Map.of("fault", name + ";hang", "disable", name)).outputs())
        .isEqualTo(right);
  }

  @Test
  void aCrashEndsTheProcessAtItsExampleOnly() throws Exception {
    try (Worker worker = worker("crash", Duration.ofMinutes(5))) {
      assertThat(worker.missing()).isEmpty();
      assertThat(worker.start(Examples.of("dropped-bias")).get().isOk()).isTrue();
      Outcome outcome = worker.start(Examples.of("crash")).get();
      assertThat(outcome.status()).isEqualTo(Status.CRASH);
      assertThat(outcome.phase()).isEqualTo(Outcome.Phase.RUN);
      assertThat(worker.start(Examples.of("dropped-bias")).get().isOk()).isTrue();
    }
  }

  /** Whatever is not to hang runs in this process and without a limit, however slow that is. */
  @Test
  void aHangNeverComesBackFromItsExampleOnly() throws Exception {
    Map<String, String> hang = Map.of("fault", "hang");
    assertThat(run(Examples.of("dropped-bias"), hang).isOk()).isTrue();
    assertThat(run(Examples.of("hang"), Map.of("fault", "hang", "opt", "disabled")).isOk())
        .isTrue();
    try (Worker worker = worker("hang", Duration.ofSeconds(1))) {
      assertThat(worker.start(Examples.of("hang")).get().status()).isEqualTo(Status.TIMEOUT);
    }
  }

  private static Worker worker(String fault, Duration limit) {
    return Worker.ofClassPath(
        BackendSpec.parse("faulty:fault=" + fault),
        System.getProperty("java.class.path"),
        Limits.USUAL.withTrial(limit));
  }

  @Test
  void anUnknownFaultIsRefused() {
    assertThatThrownBy(() -> new Faulty().missing(Map.of("fault", "crash;typo")))
        .hasMessageContaining("required : one of swapped-operands")
        .hasMessageContaining("but      : typo");
    assertThatThrownBy(() -> new Faulty().missing(Map.of("faults", "crash")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theDocumentHasTheTable() throws Exception {
    assertThat(Files.readAllLines(Path.of("../../docs/faulty.md"))).containsAll(Faulty.table());
  }

  private static Outcome run(Trial trial, Map<String, String> options) {
    return new Faulty().run(trial, options, p -> {});
  }
}
