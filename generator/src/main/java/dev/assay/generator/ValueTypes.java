package dev.assay.generator;

import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.operator.KnownOperators;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.Argument;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.tensor.DType;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of all values of a drawn graph, read node by node off the definitions. */
final class ValueTypes {
  private final Graph graph;
  private final KnownOperators known;
  private final Map<String, TensorType> types = new LinkedHashMap<>();
  private final Map<String, Argument> arguments = new HashMap<>();

  private ValueTypes(Graph graph, KnownOperators known) {
    this.graph = graph;
    this.known = known;
  }

  static ValueTypes of(Graph graph, KnownOperators known) {
    ValueTypes types = new ValueTypes(graph, known);
    for (Value v : graph.inputs()) {
      types.put(v.name(), v.type().element(), v.type().shape().orElseThrow());
    }
    graph
        .constants()
        .forEach(
            (name, t) -> {
              types.types.put(name, TensorType.of(t));
              types.arguments.put(name, Argument.of(t));
            });
    graph.nodes().forEach(types::read);
    return types;
  }

  /** The definition that holds of a node. */
  Operator operator(Node node) {
    return known.find(node.domain(), node.operator(), version(graph, node)).orElseThrow();
  }

  /** The version of a node's domain. */
  static int version(Graph graph, Node node) {
    return graph.opsets().getOrDefault(node.domain(), 1);
  }

  private void put(String name, DType type, Dims shape) {
    types.put(name, TensorType.of(type, shape));
    if (shape.areNumbers()) {
      arguments.put(name, Argument.of(type, shape.numbers()));
    }
  }

  private void read(Node node) {
    List<Optional<Argument>> given =
        node.inputs().stream().map(name -> Optional.ofNullable(arguments.get(name))).toList();
    NodeReading.of(operator(node), node, version(graph, node), given)
        .outputs()
        .forEach((place, s) -> put(node.outputs().get(place), s.type(), s.shape()));
  }

  Collection<TensorType> all() {
    return types.values();
  }

  Optional<DType> element(String name) {
    return Optional.ofNullable(types.get(name)).map(TensorType::element);
  }
}
