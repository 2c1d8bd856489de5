package dev.assay.backends.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TensorFlowOptionsTest {
  @Test
  void everyLevelIsSaidToTheUser() {
    for (Level level : Level.values()) {
      assertThat(TensorFlowOptions.KNOWN.get("opt")).contains(level.toString());
      assertThat(TensorFlowOptions.of(Map.of("opt", level.toString())).level()).isEqualTo(level);
    }
  }

  @Test
  void theBestLevelIsTheUsualOne() {
    assertThat(TensorFlowOptions.of(Map.of()))
        .isEqualTo(new TensorFlowOptions(Level.XLA, false, List.of()));
  }

  @Test
  void anotherLevelIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> TensorFlowOptions.of(Map.of("opt", "best")))
        .hasMessageContaining("grappler")
        .hasMessageContaining("opt=best");
    assertThatThrownBy(() -> TensorFlowOptions.of(Map.of("level", "xla")))
        .hasMessageContaining("level");
  }

  @Test
  void aSessionHasOneThreadAndNoGpuUnlessAskedFor() {
    var configuration = TensorFlowOptions.of(Map.of("opt", "plain")).configuration();
    assertThat(configuration.getIntraOpParallelismThreads()).isEqualTo(1);
    assertThat(configuration.getDeviceCountOrThrow("GPU")).isZero();
    assertThat(configuration.getGraphOptions().getRewriteOptions().getDisableMetaOptimizer())
        .isTrue();
  }
}
