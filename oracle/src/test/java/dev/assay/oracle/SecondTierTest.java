package dev.assay.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The second tier on a chain of products whose enclosure says nothing. */
class SecondTierTest {
  private final Graph graph;
  private final Map<String, Tensor> inputs;
  private final GraphReading reading;
  private final Trial trial;
  private int runs;

  SecondTierTest() {
    ProductChain chain = ProductChain.of(Map.of(), List.of(), ProductChain.LAST);
    graph = chain.graph();
    inputs = chain.inputs();
    reading = GraphReading.of(graph, inputs);
    trial = new Trial(OnnxFromGraph.of(graph), inputs);
  }

  /** What a backend gives whose results are all off by a part of themselves. */
  private Outcome off(Trial trial, double part) {
    runs++;
    double[] reals = GraphReading.values(graph, trial.inputs()).outputs().get(0).reals().clone();
    for (int k = 0; k < reals.length; k++) {
      reals[k] = (float) (reals[k] * (1 + part));
    }
    return Outcome.ok(
        List.of(Tensor.of(DType.FLOAT32, new int[] {2, ProductChain.TERMS}, reals)), 1);
  }

  private Judgement first(Outcome outcome) {
    return Judge.judge(graph, reading, outcome, Optional.empty());
  }

  private Judgement judge(Blame.Backend backend) throws InterruptedException {
    Outcome outcome = backend.run(trial);
    return new SecondTier(trial, reading, () -> FunctionErrors.COMMON, backend)
        .of(outcome, first(outcome));
  }

  @Test
  void whatOnlyRoundsPassesAndIsNotRunAgain() throws InterruptedException {
    Judgement judgement = judge(t -> off(t, 1e-8));
    assertThat(judgement.verdict()).isNotEqualTo(Verdict.MISMATCH);
    assertThat(runs).isEqualTo(1);
  }

  @Test
  void aFaultThatEnclosuresDoNotSeeIsASuspicion() throws InterruptedException {
    assertThat(first(off(trial, 1e-3)).verdict().isFinding()).isFalse();
    Judgement judgement = judge(t -> off(t, 1e-3));
    assertThat(judgement.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(judgement.grade()).contains(Grade.SUSPECT);
    assertThat(judgement.detail()).contains("no proof").contains("typically within");
  }

  @Test
  void whatDiffersInASecondRunIsNoSuspicion() throws InterruptedException {
    assertThat(judge(t -> off(t, runs % 2 == 0 ? 1e-3 : 2e-3)).verdict().isFinding()).isFalse();
  }

  @Test
  void whatDoesNotRepeatOnOtherInputsIsNoSuspicion() throws InterruptedException {
    Judgement judgement = judge(t -> off(t, t.inputs().equals(inputs) ? 1e-3 : 0));
    assertThat(judgement.verdict().isFinding()).isFalse();
    assertThat(runs).isGreaterThan(2);
  }

  @Test
  void aBackendThatIsKnownToErrSoMuchIsNotSuspected() throws InterruptedException {
    FunctionErrors coarse = FunctionErrors.COMMON.accumulating(DType.FLOAT32, 0x1p-8);
    Outcome outcome = off(trial, 1e-3);
    Judgement judgement =
        new SecondTier(trial, reading, () -> coarse, t -> off(t, 1e-3)).of(outcome, first(outcome));
    assertThat(judgement.verdict().isFinding()).isFalse();
  }

  @Test
  void whatTheFirstTierRefutesStaysAsItIs() throws InterruptedException {
    Judgement judgement = judge(t -> off(t, 1e6));
    assertThat(judgement.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(judgement.grade()).isNotEqualTo(Optional.of(Grade.SUSPECT));
  }
}
