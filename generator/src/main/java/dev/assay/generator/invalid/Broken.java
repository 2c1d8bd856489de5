package dev.assay.generator.invalid;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Renaming;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A valid model on its inputs, of which one thing is changed. */
record Broken(Graph graph, Map<String, Tensor> inputs) {

  Broken with(List<Node> nodes) {
    return new Broken(
        new Graph(
            graph.name(),
            graph.opsets(),
            graph.inputs(),
            graph.constants(),
            nodes,
            graph.outputs()),
        inputs);
  }

  Broken with(Node old, Node other) {
    return with(graph.nodes().stream().map(n -> n.equals(old) ? other : n).toList());
  }

  /** The same where one more tensor, an input, comes in. */
  Broken and(String name, Tensor tensor) {
    Map<String, Tensor> more = new HashMap<>(inputs);
    more.put(name, tensor);
    List<Value> declared = new ArrayList<>(graph.inputs());
    declared.add(new Value(name, TensorType.of(tensor)));
    return new Broken(
        new Graph(
            graph.name(),
            graph.opsets(),
            declared,
            graph.constants(),
            graph.nodes(),
            graph.outputs()),
        more);
  }

  /** The same where all that read a value read another one. */
  Broken renamed(String old, String name) {
    Map<String, String> names = Map.of(old, name);
    List<Value> outputs = new ArrayList<>(graph.outputs());
    outputs.removeIf(v -> v.name().equals(old));
    return new Broken(
        new Graph(
            graph.name(),
            graph.opsets(),
            graph.inputs(),
            graph.constants(),
            graph.nodes().stream().map(n -> Renaming.of(n, names)).toList(),
            outputs.isEmpty() ? graph.outputs() : outputs),
        inputs);
  }
}
