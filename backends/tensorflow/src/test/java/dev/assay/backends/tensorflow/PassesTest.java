package dev.assay.backends.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.RewriterConfig;

/** What can be left out of a level, and whether TensorFlow is told. */
class PassesTest {
  private static RewriterConfig told(String opt, String disable) {
    return TensorFlowOptions.of(Map.of("opt", opt, "disable", disable))
        .configuration()
        .getGraphOptions()
        .getRewriteOptions();
  }

  @Test
  void eachRewriterThatIsLeftOutMakesADifferenceOfItsOwn() {
    Set<RewriterConfig> all = new HashSet<>(List.of(told("grappler", "")));
    for (Rewriter r : Rewriter.values()) {
      assertThat(all.add(told("grappler", r.toString()))).as(r.toString()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GRAPPLER", "ONEDNN", "XLA"})
  void whatIsLeftOutIsNoCandidateAnyMore(Level level) {
    Set<String> all = Passes.of(level, List.of()).keySet();
    assertThat(all).hasSizeGreaterThan(5);
    String one = all.iterator().next();
    assertThat(Passes.of(level, List.of(one)).keySet()).hasSize(all.size() - 1).doesNotContain(one);
    assertThat(Passes.of(level, List.copyOf(all))).isEmpty();
  }

  @Test
  void aPassThatTheLevelDoesNotHaveIsRefused() {
    assertThat(Passes.missing(Level.GRAPPLER, List.of("remapping"))).isEmpty();
    assertThat(Passes.missing(Level.GRAPPLER, List.of("algsimp")).orElseThrow())
        .contains("remapping", "algsimp");
    assertThat(Passes.missing(Level.PLAIN, List.of("remapping"))).isPresent();
  }

  @Test
  void passesOfXlaNeedAProcessThatWasToldOfThem() {
    assertThat(Passes.missing(Level.XLA, List.of())).isEmpty();
    assertThat(Passes.missing(Level.XLA, List.of("algsimp", "cse")).orElseThrow())
        .contains("XLA_FLAGS", "--xla_disable_hlo_passes=algsimp,cse");
  }
}
