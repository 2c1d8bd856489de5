package dev.assay.backends.faulty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.oracle.Judge;
import dev.assay.oracle.Judgement;
import dev.assay.oracle.Symptom;
import dev.assay.oracle.reduce.Interest;
import dev.assay.oracle.reduce.Reducer;
import dev.assay.oracle.reduce.Reducer.Start;
import dev.assay.oracle.reduce.Reduction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fault that is hidden in a larger model is cut out of it, with the same symptom. */
final class FaultReductionTest {
  /** The faults that need two nodes. */
  private static final List<String> OF_TWO =
      List.of("folded-pad", "merged-transposes", "cancelled-casts", "merged-clips");

  /** The process of the first two ends or stays; the others' examples lie in their enclosures. */
  private static final List<String> UNSEEN =
      List.of("crash", "hang", "naive-variance", "nan-dropped");

  static Stream<String> faults() {
    return Examples.ALL.keySet().stream().filter(f -> !UNSEEN.contains(f));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void itIsCutDownToTheNodesThatItStrikesAt(String fault) throws InterruptedException {
    Start hidden = hidden(Examples.of(fault));
    Symptom symptom = symptom(hidden.graph(), hidden.inputs(), fault).orElseThrow();
    Interest same =
        (graph, inputs) -> symptom(graph, inputs, fault).filter(symptom::isKeptIn).isPresent();
    Reduction r = new Reducer(same, 1, () -> false, p -> {}).reduce(hidden);
    assertThat(r.graph().nodes()).hasSize(OF_TWO.contains(fault) ? 2 : 1);
    assertThat(r.before().nodes()).isGreaterThanOrEqualTo(5);
    assertThat(same.isIn(r.graph(), r.inputs())).isTrue();
  }

  private static Optional<Symptom> symptom(Graph graph, Map<String, Tensor> inputs, String fault) {
    GraphReading reading = GraphReading.of(graph, inputs);
    Symptom plain = symptom(graph, inputs, reading, Map.of("opt", "disabled"), Optional.empty());
    Symptom faulty = symptom(graph, inputs, reading, Map.of("fault", fault), Optional.of(plain));
    return Optional.of(faulty).filter(s -> s.verdict().isFinding());
  }

  private static Symptom symptom(
      Graph graph,
      Map<String, Tensor> inputs,
      GraphReading reading,
      Map<String, String> options,
      Optional<Symptom> plain) {
    Trial trial = new Trial(OnnxFromGraph.of(graph), inputs);
    Outcome outcome = new Faulty().run(trial, options, phase -> {});
    Judgement judgement = Judge.judge(graph, reading, outcome, Optional.empty());
    return Symptom.of(judgement, outcome, plain);
  }

  /** The model of a trial with a branch of three nodes beside it, and a node behind its output. */
  private static Start hidden(Trial trial) {
    Graph small = GraphFromOnnx.of(trial.model());
    TensorType type = TensorType.of(DType.FLOAT32, 2, 3);
    Map<String, Tensor> inputs = new LinkedHashMap<>(trial.inputs());
    inputs.put("beside", Tensor.of(DType.FLOAT32, new int[] {2, 3}, 1.0, 2, 3, 4, 5, 6));
    List<Value> feeds = new ArrayList<>(small.inputs());
    feeds.add(new Value("beside", type));
    List<Node> nodes = new ArrayList<>();
    nodes.add(Node.of("Tanh", List.of("beside"), List.of("b1"), Map.of()));
    nodes.addAll(small.nodes());
    nodes.add(Node.of("Mul", List.of("b1", "beside"), List.of("b2"), Map.of()));
    nodes.add(Node.of("ReduceMax", List.of("b2"), List.of("b3"), Map.of()));
    nodes.add(Node.of("Shape", List.of("y"), List.of("shape"), Map.of()));
    List<Value> outputs = new ArrayList<>(small.outputs());
    outputs.add(new Value("b3", TensorType.ofUnknownRank(DType.FLOAT32)));
    outputs.add(new Value("shape", TensorType.ofUnknownRank(DType.INT64)));
    return new Start(
        new Graph("hidden", small.opsets(), feeds, small.constants(), nodes, outputs), inputs);
  }
}
