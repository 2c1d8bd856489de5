package dev.assay.cli.report;

import dev.assay.cli.report.Evidence.Checks;
import dev.assay.cli.report.Evidence.Level;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.Origin;
import dev.assay.corpus.Origin.History;
import dev.assay.corpus.Origin.Layer;
import dev.assay.corpus.Origin.Tried;
import dev.assay.oracle.Culprit;
import dev.assay.oracle.Judge;
import dev.assay.oracle.Judgement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Findings to be reported, as tests need them. */
final class Findings {
  static final Checks FINE = new Checks(Optional.empty(), Optional.empty(), Optional.empty());

  private Findings() {}

  /** ONNX Runtime 1.29.0 takes a stack of matrices for one where it is multiplied by a vector. */
  static Evidence fusedMatMul() {
    Graph graph =
        new Graph(
            "g",
            Map.of("", 13),
            List.of(
                new Value("a", TensorType.of(DType.FLOAT32, 2, 2, 2)),
                new Value("b", TensorType.of(DType.FLOAT32, 2))),
            Map.of(),
            List.of(
                Node.of(
                    "Transpose",
                    List.of("a"),
                    List.of("t"),
                    Map.of("perm", Attribute.ofInts(List.of(0L, 2L, 1L)))),
                Node.of("MatMul", List.of("t", "b"), List.of("y"), Map.of())),
            List.of(new Value("y", TensorType.of(DType.FLOAT32, 2, 2))));
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("a", Tensor.of(DType.FLOAT32, new int[] {2, 2, 2}, 0, 1.0, 0, 0, 0, 0, 0, 0));
    inputs.put("b", Tensor.of(DType.FLOAT32, new int[] {2}, 1.0, 0));
    Outcome right = Outcome.ok(GraphReading.values(graph, inputs).outputs(), 1);
    Outcome wrong = Outcome.ok(List.of(Tensor.zeros(DType.FLOAT32, 2, 2)), 1);
    Map<String, Outcome> levels = new LinkedHashMap<>();
    levels.put("disabled", right);
    levels.put("all", wrong);
    Map<String, Verdict> before = Map.of("all", Verdict.PASS);
    Map<String, Verdict> since = Map.of("all", Verdict.MISMATCH);
    Origin origin =
        new Origin(
            "onnxruntime:opt=all",
            "1.29.0",
            Map.of("disabled", Verdict.PASS, "all", Verdict.MISMATCH),
            List.of("MatmulTransposeFusion"),
            List.of(),
            List.of(new Tried("1.28.0", before), new Tried("1.29.0", since)),
            new History("1.28.0", "1.29.0", null),
            Layer.OPTIMISER,
            null,
            null);
    return of(graph, inputs, levels, true, Optional.of(origin));
  }

  /** Some model on which ONNX Runtime gives something, at every level. */
  static Evidence everywhere(Graph graph, Map<String, Tensor> inputs, Outcome got) {
    Map<String, Outcome> levels = new LinkedHashMap<>();
    levels.put("disabled", got);
    levels.put("all", got);
    return of(graph, inputs, levels, false, Optional.empty());
  }

  private static Evidence of(
      Graph graph,
      Map<String, Tensor> inputs,
      Map<String, Outcome> outcomes,
      boolean blamed,
      Optional<Origin> origin) {
    GraphReading reading = GraphReading.of(graph, inputs);
    Optional<Outcome> plain = Optional.of(outcomes.values().iterator().next());
    Map<String, Level> levels = new LinkedHashMap<>();
    outcomes.forEach(
        (level, outcome) ->
            levels.put(level, new Level(outcome, Judge.judge(graph, reading, outcome, plain))));
    Level shown = new ArrayList<>(levels.values()).get(levels.size() - 1);
    Judgement judgement = shown.judgement();
    return new Evidence(
        reading,
        inputs,
        BackendSpec.parse("onnxruntime:opt=all"),
        "ONNX Runtime",
        "1.29.0",
        shown,
        levels,
        blamed ? List.of(Culprit.of(reading, judgement)) : List.of(),
        origin,
        FINE);
  }

  /** The same with other answers to the checks. */
  static Evidence with(Evidence e, Checks checks) {
    return new Evidence(
        e.reading(),
        e.inputs(),
        e.backend(),
        e.system(),
        e.version(),
        e.shown(),
        e.levels(),
        e.culprits(),
        e.origin(),
        checks);
  }

  /** The same, judged otherwise. */
  static Evidence judged(Evidence e, Judgement judgement) {
    return new Evidence(
        e.reading(),
        e.inputs(),
        e.backend(),
        e.system(),
        e.version(),
        new Level(e.shown().outcome(), judgement),
        e.levels(),
        e.culprits(),
        e.origin(),
        e.checks());
  }
}
