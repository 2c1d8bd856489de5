package dev.assay.core.graph;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One call of an operator.
 *
 * @param name a name for messages; may be empty
 * @param domain the operator's domain; {@code ""} is ONNX's own
 * @param inputs names of values in the order of the operator's ports; {@code ""} is an absent one
 * @param outputs names of values; {@code ""} is one that is not asked for
 */
public record Node(
    String name,
    String domain,
    String operator,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {

  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** A node of ONNX's own domain. */
  public static Node of(
      String operator,
      List<String> inputs,
      List<String> outputs,
      Map<String, Attribute> attributes) {
    return new Node("", "", operator, inputs, outputs, attributes);
  }

  public Node withInputs(List<String> others) {
    return new Node(name, domain, operator, others, outputs, attributes);
  }

  public Node withOutputs(List<String> others) {
    return new Node(name, domain, operator, inputs, others, attributes);
  }

  public Node withAttributes(Map<String, Attribute> others) {
    return new Node(name, domain, operator, inputs, outputs, others);
  }

  /** The graphs that it runs, by the names of the attributes that hold them. */
  public Map<String, Graph> bodies() {
    Map<String, Graph> bodies = new TreeMap<>();
    attributes.forEach(
        (attribute, a) -> {
          if (a.kind() == Attribute.Kind.GRAPH) {
            bodies.put(attribute, a.graph());
          }
        });
    return bodies;
  }

  /** As a person writes it: {@code y = Conv(x, w) {group=1}}. */
  @Override
  public String toString() {
    String call =
        String.join(", ", outputs) + " = " + operator + "(" + String.join(", ", inputs) + ")";
    return attributes.isEmpty()
        ? call
        : call
            + attributes.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(", ", " {", "}"));
  }

  /** The names that it reads, those that its sub-graphs take from around it included. */
  public Set<String> reads() {
    Set<String> names = new LinkedHashSet<>(inputs);
    names.remove("");
    for (Attribute a : attributes.values()) {
      if (a.kind() == Attribute.Kind.GRAPH) {
        names.addAll(taken(a.graph()));
      }
    }
    return names;
  }

  /** The names that a graph reads and does not make. */
  private static Set<String> taken(Graph g) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> made = new HashSet<>(g.constants().keySet());
    g.inputs().forEach(v -> made.add(v.name()));
    for (Node node : g.nodes()) {
      names.addAll(node.reads());
      made.addAll(node.outputs());
    }
    g.outputs().forEach(v -> names.add(v.name()));
    names.removeAll(made);
    return names;
  }
}
