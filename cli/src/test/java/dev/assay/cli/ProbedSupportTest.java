package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.generator.Support;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProbedSupportTest {
  private static final int OPSET = 17;
  private static final Operator RELU = Catalogue.find("", "Relu", OPSET).orElseThrow();

  @TempDir Path cache;

  @BeforeEach
  void useACacheOfOurOwn() {
    System.setProperty("assay.cache", cache.toString());
  }

  @AfterEach
  void useTheUsualCache() {
    System.clearProperty("assay.cache");
  }

  /** Implements nothing for float16. */
  private static Outcome withoutHalves(Trial trial, int before) {
    boolean half =
        GraphFromOnnx.of(trial.model()).inputs().stream()
            .anyMatch(v -> v.type().element() == DType.FLOAT16);
    return Outcome.failed(half ? Status.UNSUPPORTED : Status.ERROR, Phase.COMPILE, "no", 1);
  }

  private static Support support(FakeRunner runner) {
    return ProbedSupport.ofAll(ProbedSupport.ofEach(List.of(runner)));
  }

  private static boolean has(Support support, DType type) {
    return support.has(RELU, OPSET, List.of(Optional.of(type)), List.of(type));
  }

  @Test
  void onlyWhatTheBackendCallsUnsupportedIsMissing() {
    Support support = support(new FakeRunner("fake", ProbedSupportTest::withoutHalves));
    assertThat(has(support, DType.FLOAT16)).isFalse();
    assertThat(has(support, DType.FLOAT32)).isTrue();
  }

  @Test
  void aBackendIsAskedOnce() {
    FakeRunner runner = new FakeRunner("fake", ProbedSupportTest::withoutHalves);
    Support support = support(runner);
    has(support, DType.FLOAT16);
    has(support, DType.FLOAT16);
    assertThat(runner.calls()).isEqualTo(1);
  }

  @Test
  void anAnswerOutlivesTheProcess() {
    has(support(new FakeRunner("fake", ProbedSupportTest::withoutHalves)), DType.FLOAT16);
    FakeRunner later = new FakeRunner("fake", ProbedSupportTest::withoutHalves);
    assertThat(has(support(later), DType.FLOAT16)).isFalse();
    assertThat(later.calls()).isZero();
  }

  @Test
  void ourOwnBackendsHaveEverything() {
    FakeRunner reference = new FakeRunner("reference", ProbedSupportTest::withoutHalves);
    assertThat(has(support(reference), DType.FLOAT16)).isTrue();
    assertThat(reference.calls()).isZero();
  }

  @Test
  void inputsThatTheNodeHoldsItselfAreFilledIn() {
    Graph graph =
        ProbeGraph.of(
                Schemas.find("", "Reshape", OPSET).orElseThrow(),
                OPSET,
                List.of(Optional.of(DType.INT8)),
                List.of(DType.INT8))
            .orElseThrow();
    Node node = graph.nodes().get(0);
    assertThat(node.inputs()).hasSize(2);
    assertThat(graph.inputs().get(1).type().element()).isEqualTo(DType.INT64);
  }

  @Test
  void typesThatTheSchemaForbidsAreNotAsked() {
    assertThat(
            ProbeGraph.of(
                Schemas.find("", "Softmax", OPSET).orElseThrow(),
                OPSET,
                List.of(Optional.of(DType.INT8)),
                List.of(DType.INT8)))
        .isEmpty();
  }
}
