package dev.assay.oracle;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Models of a node or two with their reference, and what a backend may make of them. */
record Runs(Graph graph, GraphReading reference) {

  /** One operator on some tensors; its output is y. */
  static Runs of(String operator, Tensor... inputs) {
    return of(List.of(operator), inputs);
  }

  /** Operators in a row, the first on some tensors and each other on what came before it. */
  static Runs of(List<String> operators, Tensor... inputs) {
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    List<Value> values = new ArrayList<>();
    for (Tensor t : inputs) {
      String name = "x" + feeds.size();
      feeds.put(name, t);
      values.add(new Value(name, TensorType.of(t)));
    }
    List<Node> nodes = new ArrayList<>();
    List<String> before = List.copyOf(feeds.keySet());
    for (int k = 0; k < operators.size(); k++) {
      String output = k == operators.size() - 1 ? "y" : "h" + k;
      nodes.add(Node.of(operators.get(k), before, List.of(output), Map.of()));
      before = List.of(output);
    }
    Value y = new Value("y", TensorType.ofUnknownRank(inputs[0].type()));
    Graph graph = new Graph("runs", Map.of("", 17), values, Map.of(), nodes, List.of(y));
    return new Runs(graph, GraphReading.of(graph, feeds));
  }

  static Tensor floats(double... numbers) {
    return Tensor.of(DType.FLOAT32, new int[] {numbers.length}, numbers);
  }

  static Tensor integers(long... numbers) {
    return Tensor.of(DType.INT32, new int[] {numbers.length}, numbers);
  }

  static Outcome failed(Status status) {
    return Outcome.failed(status, Phase.RUN, "it said so", 1);
  }

  Judgement judge(Tensor... outputs) {
    return judge(Outcome.ok(List.of(outputs), 1));
  }

  Judgement judge(Outcome outcome) {
    return Judge.judge(graph, reference, outcome, Optional.empty());
  }

  /** Judges an outcome of a backend whose functions may err more. */
  Judgement judge(Outcome outcome, Supplier<FunctionErrors> errors) {
    return Judge.judge(reference, outcome, Optional.empty(), errors);
  }

  /** Judges what came once optimised, where the same backend gave the plain outcome before. */
  Judgement judge(Outcome outcome, Outcome plain) {
    return Judge.judge(graph, reference, outcome, Optional.of(plain));
  }
}
