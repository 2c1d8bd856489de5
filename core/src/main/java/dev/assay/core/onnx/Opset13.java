package dev.assay.core.onnx;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Attribute.Kind;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.Schema.Field;
import dev.assay.core.onnx.Schema.Occurrence;
import dev.assay.core.onnx.Schema.Parameter;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a graph of an older operator set as one of version 13, at which the catalogue begins. A
 * node stays as it is where its schemas in both versions agree on what it gives and leaves out;
 * attributes that have become inputs become constants.
 */
final class Opset13 {
  private static final int VERSION = 13;

  /** Attributes that are inputs in version 13, in the order of those from the second on. */
  private static final Map<String, List<String>> INPUTS =
      Map.of(
          "Squeeze", List.of("axes"),
          "Unsqueeze", List.of("axes"),
          "ReduceSum", List.of("axes"),
          "Split", List.of("split"),
          "Pad", List.of("pads"),
          "Slice", List.of("starts", "ends", "axes"),
          "TopK", List.of("k"));

  /** Attributes that say nothing, or nothing new if they have this value. */
  private static final Map<String, Attribute> EMPTY_WORDS =
      Map.of("spatial", Attribute.of(1), "is_test", Attribute.of(1), "value", Attribute.of(0.0));

  /** Operators that flattened their input to a matrix before version 13. */
  private static final Set<String> FLATTENING = Set.of("Softmax", "LogSoftmax", "Hardmax");

  private final int version;
  private final Set<String> names = new HashSet<>();

  private Opset13(int version) {
    this.version = version;
  }

  /** The graph in version 13, or itself where it is not older or some node has no like there. */
  static Graph of(Graph graph) {
    Integer version = graph.opsets().get("");
    if (version == null || version >= VERSION) {
      return graph;
    }
    Opset13 rewriting = new Opset13(version);
    rewriting.collectNames(graph);
    return rewriting.graph(graph).orElse(graph);
  }

  private void collectNames(Graph g) {
    g.inputs().forEach(v -> names.add(v.name()));
    names.addAll(g.constants().keySet());
    for (Node node : g.nodes()) {
      names.addAll(node.outputs());
      node.attributes().values().stream()
          .filter(a -> a.kind() == Kind.GRAPH)
          .forEach(a -> collectNames(a.graph()));
    }
  }

  private Optional<Graph> graph(Graph g) {
    Map<String, Tensor> constants = new LinkedHashMap<>(g.constants());
    List<Node> nodes = new ArrayList<>();
    for (Node node : g.nodes()) {
      if (!add(node, constants, nodes)) {
        return Optional.empty();
      }
    }
    Map<String, Integer> opsets = new HashMap<>(g.opsets());
    opsets.put("", VERSION);
    List<Value> outputs = g.outputs();
    return Optional.of(new Graph(g.name(), opsets, g.inputs(), constants, nodes, outputs));
  }

  private boolean add(Node node, Map<String, Tensor> constants, List<Node> nodes) {
    Map<String, Attribute> attributes = new TreeMap<>(node.attributes());
    for (Map.Entry<String, Attribute> e : attributes.entrySet()) {
      if (e.getValue().kind() == Kind.GRAPH) {
        Optional<Graph> body = graph(e.getValue().graph());
        if (body.isEmpty()) {
          return false;
        }
        e.setValue(Attribute.of(body.get()));
      }
    }
    if (!node.domain().isEmpty()) {
      nodes.add(with(node, node.inputs(), attributes));
      return true;
    }
    if (node.operator().equals("Scan") && version == ScanOfBatches.VERSION) {
      Node old = with(node, node.inputs(), attributes);
      Optional<Node> rewritten = ScanOfBatches.unbatched(old, this::fresh);
      rewritten.ifPresent(nodes::add);
      return rewritten.isPresent();
    }
    Optional<Node> successor =
        Successors.of(with(node, node.inputs(), attributes), version, held(node, constants));
    if (successor.isPresent()) {
      nodes.add(successor.get());
      return true;
    }
    Optional<Schema> old = Schemas.find("", node.operator(), version);
    Optional<Schema> now = Schemas.find("", node.operator(), VERSION).filter(s -> !s.deprecated());
    if (old.isEmpty() || now.isEmpty()) {
      nodes.add(with(node, node.inputs(), attributes));
      return old.isEmpty() && now.isEmpty();
    }
    attributes.entrySet().removeIf(e -> saysNothing(e.getKey(), e.getValue(), node, now.get()));
    List<String> inputs = inputs(node, attributes, now.get(), constants);
    Node rewritten = with(node, inputs, attributes);
    if (FLATTENING.contains(node.operator())) {
      addFlattened(rewritten, nodes);
      return true;
    }
    nodes.add(rewritten);
    return agree(rewritten, old.get(), now.get());
  }

  private static Node with(Node n, List<String> inputs, Map<String, Attribute> attributes) {
    return new Node(n.name(), n.domain(), n.operator(), inputs, n.outputs(), attributes);
  }

  /** Makes constants for a node. */
  private Successors.Constants held(Node node, Map<String, Tensor> constants) {
    return (what, t) -> {
      String name = fresh(node.outputs().get(0) + "/" + what);
      constants.put(name, t);
      return name;
    };
  }

  private static boolean saysNothing(String name, Attribute given, Node node, Schema now) {
    if (now.attributes().containsKey(name)) {
      return false;
    }
    boolean isUnused = node.operator().equals("Dropout") && node.outputs().size() == 1;
    return isUnused || name.equals("consumed_inputs") || given.equals(EMPTY_WORDS.get(name));
  }

  private List<String> inputs(
      Node node, Map<String, Attribute> attributes, Schema now, Map<String, Tensor> constants) {
    List<String> inputs = new ArrayList<>(node.inputs());
    for (String name : INPUTS.getOrDefault(node.operator(), List.of())) {
      if (attributes.containsKey(name) && !now.attributes().containsKey(name)) {
        Attribute a = attributes.remove(name);
        long[] numbers =
            a.kind() == Kind.INT
                ? new long[] {a.integer()}
                : a.integers().stream().mapToLong(Long::longValue).toArray();
        inputs.add(held(node, constants).hold(name, Tensor.list(numbers)));
      }
    }
    return inputs;
  }

  private String fresh(String wanted) {
    String name = wanted;
    for (int k = 2; !names.add(name); k++) {
      name = wanted + "_" + k;
    }
    return name;
  }

  private void addFlattened(Node node, List<Node> nodes) {
    Attribute axis = node.attributes().getOrDefault("axis", Attribute.of(1));
    Map<String, Attribute> last = Map.of("axis", Attribute.of(-1));
    if (axis.integer() == -1) {
      nodes.add(with(node, node.inputs(), last));
      return;
    }
    String output = node.outputs().get(0);
    String flat = fresh(output + "/flat");
    String row = fresh(output + "/rows");
    String shape = fresh(output + "/shape");
    nodes.add(Node.of("Flatten", node.inputs(), List.of(flat), Map.of("axis", axis)));
    nodes.add(Node.of(node.operator(), List.of(flat), List.of(row), last));
    nodes.add(Node.of("Shape", node.inputs(), List.of(shape), Map.of()));
    nodes.add(Node.of("Reshape", List.of(row, shape), node.outputs(), Map.of()));
  }

  /** Whether the node, as it stands, is told the same by both schemas. */
  private static boolean agree(Node node, Schema old, Schema now) {
    int places = Math.max(node.inputs().size(), now.leastInputs());
    for (int k = 0; k < places; k++) {
      Optional<Parameter> before = Schema.at(old.inputs(), k);
      Optional<Parameter> after = Schema.at(now.inputs(), k);
      boolean isConverted = before.isEmpty() && k < node.inputs().size() && after.isPresent();
      if (!isConverted
          && !(before.isPresent() && after.isPresent() && isWider(before.get(), after.get()))) {
        return false;
      }
    }
    if (node.outputs().size() > now.outputs().size()
        && Schema.at(now.outputs(), node.outputs().size() - 1).isEmpty()) {
      return false;
    }
    return node.attributes().entrySet().stream()
            .allMatch(e -> isKind(now.attributes().get(e.getKey()), e.getValue()))
        && now.attributes().values().stream()
            .allMatch(f -> node.attributes().containsKey(f.name()) || isDefaultKept(f, old));
  }

  private static boolean isWider(Parameter before, Parameter after) {
    return before.name().equals(after.name())
        && (before.occurrence() == after.occurrence()
            || before.occurrence() == Occurrence.SINGLE
                && after.occurrence() == Occurrence.OPTIONAL)
        && after.types().containsAll(before.types());
  }

  private static boolean isKind(@Nullable Field field, Attribute given) {
    return field != null && field.kind().equals(given.kind().name());
  }

  private static boolean isDefaultKept(Field field, Schema old) {
    Field before = old.attributes().get(field.name());
    return !field.required() && (before == null || before.otherwise().equals(field.otherwise()));
  }
}
