package dev.assay.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.TypicalErrors;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The panel on a chain of products that ends in the sine of large numbers, of which enclosures say
 * nothing and typical errors decide little.
 */
class PanelTest {
  private final Graph graph;
  private final Map<String, Tensor> inputs;
  private final GraphReading reading;
  private final Trial trial;
  private int runs;

  PanelTest() {
    ProductChain chain =
        ProductChain.of(
            Map.of("large", Tensor.of(DType.FLOAT32, new int[] {}, new double[] {5e4})),
            List.of(
                Node.of("Mul", List.of(ProductChain.LAST, "large"), List.of("m"), Map.of()),
                Node.of("Sin", List.of("m"), List.of("y"), Map.of())),
            "y");
    graph = chain.graph();
    inputs = chain.inputs();
    reading = GraphReading.of(graph, inputs);
    trial = new Trial(OnnxFromGraph.of(graph), inputs);
  }

  /** What a backend gives that errs by so much where typical errors do not decide. */
  private Outcome off(Trial trial, double by) {
    runs++;
    GraphReading values = GraphReading.of(graph, trial.inputs());
    TypicalErrors typical = TypicalErrors.of(values);
    double[] reals = values.outputs().get(0).reals().clone();
    for (int k = 0; k < reals.length; k++) {
      double reach = Suspicion.FACTOR * typical.of("y", k);
      if (reach > 0.1 && reach < 0.4) {
        reals[k] = (float) (reals[k] > 0 ? reals[k] - by : reals[k] + by);
      }
    }
    return Outcome.ok(
        List.of(Tensor.of(DType.FLOAT32, new int[] {2, ProductChain.TERMS}, reals)), 1);
  }

  private Panel.Seat seat(String system, String level, Blame.Backend backend)
      throws InterruptedException {
    return new Panel.Seat(
        system + ":" + level, system, backend.run(trial), () -> FunctionErrors.COMMON, backend);
  }

  private Judgement judge(Panel.Seat... seats) throws InterruptedException {
    Outcome outcome = seats[0].outcome();
    Judgement first = Judge.judge(graph, reading, outcome, Optional.empty());
    return new Panel(trial, reading, List.of(seats)).of(0, outcome, first);
  }

  private Panel.Seat right(String system) throws InterruptedException {
    return seat(system, "plain", t -> off(t, 1e-6));
  }

  private Panel.Seat wrong(String system) throws InterruptedException {
    return seat(system, "all", t -> off(t, 0.8));
  }

  @Test
  void theOddOneOutIsNamedWithThoseThatAgree() throws InterruptedException {
    Judgement judgement = judge(wrong("a"), right("b"), right("c"));
    assertThat(judgement.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(judgement.grade()).contains(Grade.SUSPECT);
    assertThat(judgement.kind()).isEqualTo("an element is the odd one out");
    assertThat(judgement.detail()).contains("odd      : a:all", "as on b:plain, c:plain");
  }

  @Test
  void neitherTierSeesWhatThePanelSees() throws InterruptedException {
    Outcome outcome = off(trial, 0.8);
    Judgement first = Judge.judge(graph, reading, outcome, Optional.empty());
    Judgement second =
        new SecondTier(trial, reading, () -> FunctionErrors.COMMON, t -> off(t, 0.8))
            .of(outcome, first);
    assertThat(second.verdict().isFinding()).isFalse();
  }

  @Test
  void aLevelIsHeldAgainstAnotherOfItsSystem() throws InterruptedException {
    assertThat(judge(wrong("a"), right("a")).verdict()).isEqualTo(Verdict.MISMATCH);
  }

  @Test
  void levelsThatErrAlikeHaveOneVoice() throws InterruptedException {
    assertThat(judge(wrong("a"), wrong("a"), right("b")).verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(judge(wrong("a"), wrong("a")).verdict().isFinding()).isFalse();
  }

  @Test
  void nobodyIsOddWhereTwoSystemsAreNotAsTheValue() throws InterruptedException {
    assertThat(judge(wrong("a"), wrong("b"), right("c")).verdict().isFinding()).isFalse();
  }

  @Test
  void whatAgreesIsNotRunAgain() throws InterruptedException {
    Judgement judgement = judge(right("a"), right("b"), wrong("c"));
    assertThat(judgement.verdict().isFinding()).isFalse();
    assertThat(runs).isEqualTo(3);
  }

  @Test
  void whatDiffersInASecondRunOrNotOnOtherInputsIsNotOdd() throws InterruptedException {
    Panel.Seat fickle = seat("a", "all", t -> off(t, 0.5 + 0.1 * runs));
    assertThat(judge(fickle, right("b")).verdict().isFinding()).isFalse();
    Panel.Seat once = seat("a", "all", t -> off(t, t.inputs().equals(inputs) ? 0.8 : 0));
    assertThat(judge(once, right("b")).verdict().isFinding()).isFalse();
  }

  @Test
  void whatDoesNotRunHasNoVoice() throws InterruptedException {
    Panel.Seat out = seat("b", "plain", t -> Runs.failed(Status.UNSUPPORTED));
    assertThat(judge(wrong("a"), out).verdict().isFinding()).isFalse();
    assertThat(judge(wrong("a"), out, right("c")).verdict()).isEqualTo(Verdict.MISMATCH);
  }
}
