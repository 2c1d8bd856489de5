package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.backends.worker.Limits;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.TestCase;
import dev.assay.oracle.Symptom;
import dev.assay.oracle.reduce.Reducer;
import dev.assay.oracle.reduce.Reducer.Start;
import dev.assay.oracle.reduce.Reduction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A silence is cut down to the node that never comes back, though each trial ends a process. */
final class HangReductionIT {
  private static final Limits SHORT = Limits.USUAL.withTrial(Duration.ofSeconds(1));

  @TempDir Path folder;

  /** y = Abs(Concat(x, x)), of which the planted bug never ends the Concat. */
  private GivenCase hanging() {
    Graph graph =
        new Graph(
            "hanging",
            Map.of("", 13),
            List.of(new Value("x", TensorType.of(DType.FLOAT32, 1))),
            Map.of(),
            List.of(
                Node.of("Concat", List.of("x", "x"), List.of("a"), Map.of("axis", Attribute.of(0))),
                Node.of("Abs", List.of("a"), List.of("y"), Map.of())),
            List.of(new Value("y", TensorType.of(DType.FLOAT32, 2))));
    Map<String, Tensor> inputs = Map.of("x", Tensor.of(DType.FLOAT32, new int[] {1}, 0.0));
    Path path = folder.resolve("case");
    CaseFolder.write(
        path,
        new TestCase(
            "case",
            OnnxFromGraph.of(graph),
            List.of(DataSet.of(inputs, Map.of())),
            Optional.empty()));
    return GivenCase.read(path, 1);
  }

  @Test
  void theNodeThatNeverEndsIsLeft() throws Exception {
    GivenCase given = hanging();
    List<Runner> runners =
        Backends.more(List.of("faulty:fault=hang,opt=disabled", "faulty:fault=hang"), SHORT);
    try {
      FirstLook first = FirstLook.of(given, runners);
      assertThat(first.symptom().verdict()).isEqualTo(Verdict.TIMEOUT);
      assertThat(first.symptom().shownBy()).isEqualTo(Symptom.ShownBy.OPTIMISED_ONLY);
      try (SameSymptom same = new SameSymptom(first.symptom(), first.accused(), 1, SHORT)) {
        Reduction r =
            new Reducer(same, 1, () -> false, p -> {})
                .reduce(new Start(given.graph(), first.inputs()));
        assertThat(r.graph().nodes()).extracting(Node::operator).containsExactly("Concat");
        assertThat(same.isIn(r.graph(), r.inputs())).isTrue();
      }
    } finally {
      Backends.close(runners);
    }
  }
}
