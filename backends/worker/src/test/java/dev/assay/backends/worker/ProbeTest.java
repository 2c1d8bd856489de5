package dev.assay.backends.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.tensor.DType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {
  private static final List<ProbeModel> MODELS =
      List.of(
          model("Add", DType.FLOAT32, Status.OK),
          model("Add", DType.INT4, Status.UNSUPPORTED),
          model("Div", DType.INT32, Status.CRASH));

  @TempDir Path cache;
  private int trials;

  @BeforeEach
  void useAnOwnCache() {
    System.setProperty("assay.cache", cache.toString());
  }

  @AfterEach
  void useTheUsualCache() {
    System.clearProperty("assay.cache");
  }

  @Test
  void onlyWhatIsRefusedIsUnsupported() {
    Probe probe = Probe.supported(new Scripted("1.0"), MODELS);
    assertThat(probe.has("Add", DType.FLOAT32)).isTrue();
    assertThat(probe.has("Add", DType.INT4)).isFalse();
    assertThat(probe.has("Div", DType.INT32)).isTrue();
    assertThat(probe.has("Mul", DType.FLOAT32)).isFalse();
    assertThat(probe.size()).isEqualTo(2);
  }

  @Test
  void aReleaseIsAskedOnce() {
    Probe.supported(new Scripted("1.0"), MODELS);
    Probe again = Probe.supported(new Scripted("1.0"), MODELS);
    assertThat(again.has("Div", DType.INT32)).isTrue();
    assertThat(trials).isEqualTo(3);
    Probe.supported(new Scripted("1.1"), MODELS);
    assertThat(trials).isEqualTo(6);
    Probe.supported(new Scripted("1.1"), MODELS.subList(0, 1));
    assertThat(trials).isEqualTo(7);
  }

  @Test
  void aNameIsOneWord() {
    assertThatThrownBy(() -> model("two words", DType.BOOL, Status.OK))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ProbeModel model(String operator, DType type, Status status) {
    return new ProbeModel(operator, type, new Trial(new byte[] {(byte) status.ordinal()}, Map.of()));
  }

  /** Ends each trial with the status that its model names. */
  private final class Scripted implements Runner {
    private final String version;

    Scripted(String version) {
      this.version = version;
    }

    @Override
    public BackendSpec spec() {
      return BackendSpec.parse("scripted:disable=A;B/..");
    }

    @Override
    public String version() {
      return version;
    }

    @Override
    public Future<Outcome> start(Trial trial) {
      trials++;
      Status status = Status.values()[trial.model()[0]];
      return CompletableFuture.completedFuture(Outcome.failed(status, Phase.RUN, "", 1));
    }

    @Override
    public void close() {}
  }
}
