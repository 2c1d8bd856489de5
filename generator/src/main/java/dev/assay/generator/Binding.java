package dev.assay.generator;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schema.Parameter;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.KnownOperators;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A definition with one of its type variables at one of the element types that ONNX's schema lets
 * it stand for: what reports call a pair of operator and type.
 *
 * @param port the first of that variable, inputs before outputs
 */
public record Binding(Operator operator, String port, DType type) {
  private static final Map<Key, List<Variable>> KNOWN = new ConcurrentHashMap<>();

  private record Key(Operator operator, int version) {}

  /**
   * A type variable.
   *
   * @param ports those of its type, inputs before outputs
   * @param types what it may stand for; none where it is no tensor
   */
  public record Variable(List<String> ports, Set<DType> types) {
    /** The port by which it is known. */
    public String port() {
      return ports.get(0);
    }
  }

  /**
   * The type variables of the ports that a definition knows; what has one type alone is one too.
   *
   * @param version of the operator's domain
   */
  public static List<Variable> variables(Operator operator, int version) {
    return KNOWN.computeIfAbsent(
        new Key(operator, version),
        k ->
            Schemas.of(operator, version)
                .map(schema -> variables(operator, schema))
                .orElse(List.of()));
  }

  private static List<Variable> variables(Operator operator, Schema schema) {
    return Stream.concat(schema.inputs().stream(), schema.outputs().stream())
        .filter(p -> operator.input(p.name()) >= 0 || operator.output(p.name()) >= 0)
        .collect(Collectors.groupingBy(Parameter::type, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(
            alike ->
                new Variable(
                    alike.stream().map(Parameter::name).distinct().toList(), alike.get(0).types()))
        .toList();
  }

  /** Those of all nodes of a graph of which the operators are known. */
  public static Set<Binding> of(GraphReading reading, KnownOperators known) {
    Graph graph = reading.graph();
    Map<String, Tensor> values = reading.values();
    Set<Binding> all = new LinkedHashSet<>();
    for (Node n : graph.nodes()) {
      int version = graph.opsets().getOrDefault(n.domain(), 1);
      known
          .find(n.domain(), n.operator(), version)
          .ifPresent(
              o ->
                  all.addAll(
                      of(
                          o,
                          version,
                          n,
                          v -> Optional.ofNullable(values.get(v)).map(Tensor::type))));
    }
    return all;
  }

  /**
   * Those of a node: one for each variable of which a port is there.
   *
   * @param type of a value, by its name
   */
  public static List<Binding> of(
      Operator operator, int version, Node node, Function<String, Optional<DType>> type) {
    return variables(operator, version).stream()
        .flatMap(
            v ->
                v.ports().stream()
                    .flatMap(port -> name(operator, node, port).stream())
                    .flatMap(name -> type.apply(name).stream())
                    .limit(1)
                    .map(t -> new Binding(operator, v.port(), t)))
        .toList();
  }

  /** The name of the value at a port of a node. */
  private static Optional<String> name(Operator operator, Node node, String port) {
    int input = operator.input(port);
    int place = input >= 0 ? input : operator.output(port);
    List<String> names = input >= 0 ? node.inputs() : node.outputs();
    return place < 0 || place >= names.size() || names.get(place).isEmpty()
        ? Optional.empty()
        : Optional.of(names.get(place));
  }

  /** The operator without its version: {@code Add}, or {@code ai.onnx.ml.Scaler}. */
  public String name() {
    return Census.name(operator);
  }

  /** By numbers that last: those of a record take the time of reflection, and are asked often. */
  @Override
  public int hashCode() {
    return 31 * (31 * operator.hashCode() + port.hashCode()) + type.ordinal();
  }

  @Override
  public String toString() {
    return operator + " " + port + ":" + type;
  }
}
