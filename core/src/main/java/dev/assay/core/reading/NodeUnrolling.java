package dev.assay.core.reading;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Renaming;
import dev.assay.core.operator.Structure;
import dev.assay.core.operator.Unrolling;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node of structure in a reading: what it unrolls to is read at once. */
final class NodeUnrolling implements Unrolling {
  private static final int MOST_MADE = 1 << 20;

  private final GraphReader reading;
  private final Structure structure;
  private final Node node;
  private final String scope;
  private final Map<Graph, Map<String, String>> constants = new IdentityHashMap<>();
  private final List<String> doubts = new ArrayList<>();
  private int made;

  private NodeUnrolling(GraphReader reading, Structure structure, Node node, String scope) {
    this.reading = reading;
    this.structure = structure;
    this.node = node;
    this.scope = scope;
  }

  /** Reads a node. */
  static void read(GraphReader reading, Structure structure, Node node) {
    Optional<String> scope = node.outputs().stream().filter(n -> !n.isEmpty()).findFirst();
    if (scope.isPresent()) {
      structure.meaning().accept(new NodeUnrolling(reading, structure, node, scope.get()));
    }
  }

  /** A name of something that the node makes; there is an end to what one node may make. */
  private String fresh() {
    if (made == MOST_MADE) {
      throw GraphReader.tooLong(node);
    }
    return reading.bundles().inside(scope, made++);
  }

  // ---- what is given

  @Override
  public boolean has(String name) {
    int place = structure.input(name);
    return place < 0
        ? node.attributes().containsKey(name)
        : place < node.inputs().size() && !node.inputs().get(place).isEmpty();
  }

  @Override
  public String input(String port) {
    require(has(port), "input " + port + " is given");
    return node.inputs().get(structure.input(port));
  }

  @Override
  public List<String> members(String port) {
    int place = structure.input(port);
    return node.inputs().subList(Math.min(place, node.inputs().size()), node.inputs().size());
  }

  @Override
  public Attribute attribute(String name) {
    Attribute a = node.attributes().get(name);
    return a == null ? refused("attribute " + name + " is given") : a;
  }

  // ---- what decides

  @Override
  public long[] numbers(String tensor) {
    decides(tensor, reading.values().isCertain(tensor));
    Tensor t = reading.values().tensor(tensor);
    require(
        t.type() == DType.BOOL || t.type().isInteger(), "what decides is an integer or a truth");
    return t.integers();
  }

  @Override
  public int[] shape(String tensor) {
    decides(tensor, reading.values().hasSpecifiedShape(tensor));
    return reading.values().tensor(tensor).shape();
  }

  @Override
  public DType type(String value) {
    return reading
        .bundles()
        .sequence(value)
        .map(Bundle.Elements::type)
        .orElseGet(() -> reading.values().tensor(value).type());
  }

  @Override
  public boolean isSequence(String value) {
    return reading.bundles().sequence(value).isPresent();
  }

  @Override
  public boolean isOptional(String value) {
    return reading.bundles().optional(value).isPresent();
  }

  @Override
  public List<String> elements(String sequence) {
    decides(sequence, reading.values().hasSpecifiedShape(sequence));
    return reading
        .bundles()
        .sequence(sequence)
        .orElseGet(() -> refused(sequence + " is a sequence"))
        .names();
  }

  @Override
  public Optional<String> content(String optional) {
    decides(optional, reading.values().hasSpecifiedShape(optional));
    return reading
        .bundles()
        .optional(optional)
        .orElseGet(() -> refused(optional + " is an optional"))
        .name();
  }

  private void decides(String value, boolean certain) {
    if (!certain) {
      unsure("what it gives hangs on " + value + ", which is not certain");
    }
  }

  // ---- what is made

  @Override
  public String constant(Tensor t) {
    String name = fresh();
    reading.values().give(name, t);
    return name;
  }

  @Override
  public String sequence(DType type, List<String> elements) {
    for (String e : elements) {
      require(!reading.bundles().contains(e), "the elements of a sequence are tensors");
      require(reading.values().tensor(e).type() == type, "all tensors of a sequence have its type");
    }
    return bundle(new Bundle.Elements(type, List.copyOf(elements)));
  }

  @Override
  public String optional(Optional<String> content) {
    return bundle(new Bundle.Content(content));
  }

  private String bundle(Bundle bundle) {
    String name = fresh();
    reading.bundles().put(name, bundle);
    return name;
  }

  @Override
  public List<String> node(
      String operator, List<String> inputs, int outputs, Map<String, Attribute> attributes) {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < outputs; k++) {
      names.add(fresh());
    }
    reading.read(Node.of(operator, inputs, names, attributes));
    return names;
  }

  @Override
  public List<String> run(Graph body, List<String> inputs) {
    Map<String, String> names = new HashMap<>(constants.computeIfAbsent(body, this::constantsOf));
    for (int k = 0; k < inputs.size(); k++) {
      names.put(body.inputs().get(k).name(), inputs.get(k));
    }
    String run = fresh();
    for (Node inner : body.nodes()) {
      for (String output : inner.outputs()) {
        if (!output.isEmpty()) {
          names.put(output, reading.bundles().inside(run, output));
        }
      }
      reading.read(Renaming.of(inner, names));
    }
    return body.outputs().stream().map(v -> names.getOrDefault(v.name(), v.name())).toList();
  }

  private Map<String, String> constantsOf(Graph body) {
    Map<String, String> names = new HashMap<>();
    body.constants().forEach((name, t) -> names.put(name, constant(t)));
    return names;
  }

  // ---- what comes of it

  @Override
  public void give(List<String> results) {
    require(node.outputs().size() <= results.size(), "there is a result for each output");
    for (int k = 0; k < node.outputs().size(); k++) {
      String output = node.outputs().get(k);
      if (!output.isEmpty()) {
        reading.alias(output, results.get(k));
      }
    }
    doubts.stream().distinct().forEach(why -> reading.doubt(node, why, true));
  }

  @Override
  public void require(boolean fact, String why) {
    if (!fact) {
      refused(why);
    }
  }

  private <T> T refused(String why) {
    throw new IllegalArgumentException(
        structure.name()
            + ": a rule is broken: "
            + why
            + "\n  required : "
            + why
            + "\n  but      : it is not so\n  node     : "
            + node);
  }

  @Override
  public void unsure(String why) {
    doubts.add(why);
  }
}
