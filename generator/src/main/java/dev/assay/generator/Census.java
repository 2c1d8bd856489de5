package dev.assay.generator;

import dev.assay.core.expr.Dim;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.operator.KnownOperators;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Counts of what there is in models: operators, their types and attributes, the edges between them,
 * and the ranks and sizes of tensors. Nothing is drawn by them.
 */
public final class Census {
  private final KnownOperators known;
  private long models;
  private long nodes;
  private long equalSided;
  private final Map<String, Long> operators = new TreeMap<>();
  private final Map<Binding, Long> bindings = new HashMap<>();
  private final Map<Edge, Long> edges = new HashMap<>();
  private final Map<DType, Long> types = new TreeMap<>();
  private final Map<Integer, Long> ranks = new TreeMap<>();
  private final Map<Long, Long> sizes = new TreeMap<>();
  private final Map<String, Map<AttributeBin, Long>> attributes = new TreeMap<>();

  /** Of models of the catalogue's operators. */
  public Census() {
    this(KnownOperators.CATALOGUE);
  }

  /** Of models of the operators that are known. */
  public Census(KnownOperators known) {
    this.known = known;
  }

  /** An operator that reads what another made. */
  public record Edge(String from, String to) {}

  /** Counts a model that was drawn. */
  public void add(Graph graph) {
    models++;
    nodes += graph.nodes().size();
    ValueTypes values = ValueTypes.of(graph, known);
    values.all().forEach(this::add);
    Map<String, String> makers = new HashMap<>();
    for (Node node : graph.nodes()) {
      Operator operator = values.operator(node);
      int version = ValueTypes.version(graph, node);
      String name = name(operator);
      operators.merge(name, 1L, Long::sum);
      Binding.of(operator, version, node, values::element)
          .forEach(b -> bindings.merge(b, 1L, Long::sum));
      node.inputs().stream()
          .map(makers::get)
          .filter(Objects::nonNull)
          .forEach(maker -> edges.merge(new Edge(maker, name), 1L, Long::sum));
      node.outputs().forEach(output -> makers.put(output, name));
      AttributeBin.of(node, Signature.of(operator, version))
          .forEach((a, bins) -> add(name, a, bins));
    }
  }

  private void add(TensorType type) {
    types.merge(type.element(), 1L, Long::sum);
    List<Dim> shape = type.shape().orElseThrow().list();
    ranks.merge(shape.size(), 1L, Long::sum);
    equalSided += shape.size() > 1 && shape.stream().distinct().count() < shape.size() ? 1 : 0;
    shape.stream()
        .filter(Dim::isNumber)
        .forEach(d -> sizes.merge((long) d.number(), 1L, Long::sum));
  }

  private void add(String operator, String attribute, List<AttributeBin> bins) {
    Map<AttributeBin, Long> counts =
        attributes.computeIfAbsent(operator + "." + attribute, a -> new TreeMap<>());
    bins.forEach(b -> counts.merge(b, 1L, Long::sum));
  }

  /** An operator in all its versions. */
  static String name(Operator operator) {
    return (operator.domain().isEmpty() ? "" : operator.domain() + ".") + operator.name();
  }

  public long models() {
    return models;
  }

  public long nodes() {
    return nodes;
  }

  /** How many nodes there are of each operator, in all its versions. */
  public Map<String, Long> operators() {
    return Collections.unmodifiableMap(operators);
  }

  /** How many nodes bind a type variable so. */
  public Map<Binding, Long> bindings() {
    return Collections.unmodifiableMap(bindings);
  }

  /** How often an operator reads another. */
  public Map<Edge, Long> edges() {
    return Collections.unmodifiableMap(edges);
  }

  /** How many tensors there are of each element type: inputs, constants and results. */
  public Map<DType, Long> types() {
    return Collections.unmodifiableMap(types);
  }

  /** How many tensors have so many axes. */
  public Map<Integer, Long> ranks() {
    return Collections.unmodifiableMap(ranks);
  }

  /** How many axes are so long, over all tensors; what only the run tells is not counted. */
  public Map<Long, Long> sizes() {
    return Collections.unmodifiableMap(sizes);
  }

  /** How many tensors have two axes of one length. */
  public long equalSided() {
    return equalSided;
  }

  /** What nodes give for each attribute, by operator and attribute. */
  public Map<String, Map<AttributeBin, Long>> attributes() {
    return Collections.unmodifiableMap(attributes);
  }
}
