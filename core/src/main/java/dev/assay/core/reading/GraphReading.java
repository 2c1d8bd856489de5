package dev.assay.core.reading;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Structure;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Maybe;
import dev.assay.core.tensor.Sequence;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every tensor of a model is on given inputs: its value and, if asked for, the enclosure of
 * whatever a faithful implementation may give.
 *
 * <pre>{@code
 * GraphReading reading = GraphReading.of(graph, inputs);
 * boolean right = reading.enclosure("y").holds(got, 0);
 * }</pre>
 */
public final class GraphReading {
  private static final int MOST_STEPS = 1 << 18;

  private final Graph graph;
  private final boolean enclose;
  private final Texts texts = new Texts();
  private final Values valueDomain = new Values();
  private final Enclosures enclosureDomain = new Enclosures();
  private final Map<String, Tensor> values = new LinkedHashMap<>();
  private final Map<String, Array> enclosures = new HashMap<>();
  private final List<Doubt> doubts = new ArrayList<>();
  private final Set<String> unspecified = new HashSet<>();
  private final Set<String> shapeless = new HashSet<>();
  private final BitSet known = new BitSet();
  private final Map<Node, List<Node>> unrolled = new IdentityHashMap<>();
  private final Bundles bundles;
  private @Nullable List<Node> unrolling;
  private long work;

  private GraphReading(Graph graph, boolean enclose) {
    this.graph = graph;
    this.enclose = enclose;
    this.bundles = new Bundles(graph);
  }

  /**
   * Reads values and enclosures.
   *
   * @param inputs a datum for each of the graph's feeds, by name; others replace defaults
   * @throws IllegalArgumentException if an input is missing, an operator is not in the catalogue,
   *     or a node breaks a rule of its operator
   */
  public static GraphReading of(Graph graph, Map<String, ? extends Datum> inputs) {
    return new GraphReading(graph, true).begin(inputs).finish();
  }

  /** Reads values only. */
  public static GraphReading values(Graph graph, Map<String, ? extends Datum> inputs) {
    return stepwise(graph, inputs).finish();
  }

  /** Values only, and no node yet: {@link #readTo} reads them as they are asked for. */
  public static GraphReading stepwise(Graph graph, Map<String, ? extends Datum> inputs) {
    return new GraphReading(graph, false).begin(inputs);
  }

  /**
   * The values on other tensors, for {@link #readTo} to go on from: all nodes that it has read here
   * and that hang on none of the changes stay read. Structures are unrolled anew.
   *
   * @param changes other tensors for some inputs and constants
   */
  public GraphReading with(Map<String, Tensor> changes) {
    GraphReading other = new GraphReading(graph, false);
    other.values.putAll(values);
    other.values.putAll(changes);
    other.bundles.putAll(bundles);
    Set<String> moved = new HashSet<>(changes.keySet());
    for (int k = 0; k < graph.nodes().size(); k++) {
      Node node = graph.nodes().get(k);
      if (known.get(k)
          && structure(node).isEmpty()
          && node.inputs().stream().noneMatch(moved::contains)) {
        other.known.set(k);
      } else {
        moved.addAll(names(node));
        other.values.keySet().removeAll(names(node));
      }
    }
    return other;
  }

  /**
   * Reads the node at a place and all before it, as far as they have not been read. Stops, and says
   * false, at a node whose result ONNX leaves open; the last doubt says why.
   */
  public boolean readTo(int place) {
    for (int k = known.nextClearBit(0); k <= place; k = known.nextClearBit(k)) {
      if (!read(graph.nodes().get(k), false)) {
        return false;
      }
      known.set(k);
    }
    return true;
  }

  /** What the values cost: how many elements were evaluated, each as often as a fold stepped. */
  public long work() {
    return work;
  }

  private GraphReading finish() {
    graph.nodes().forEach(node -> read(node, true));
    known.set(0, graph.nodes().size());
    return this;
  }

  private GraphReading begin(Map<String, ? extends Datum> inputs) {
    for (Value v : graph.feeds()) {
      if (!inputs.containsKey(v.name())) {
        throw new IllegalArgumentException("no tensor is given for input " + v.name());
      }
    }
    graph.constants().forEach(this::put);
    inputs.forEach(this::put);
    return this;
  }

  /** Takes in a datum that no node makes. */
  void put(String name, Datum datum) {
    if (datum instanceof Tensor t) {
      values.put(name, t);
      if (enclose) {
        enclosePoint(name);
      }
    } else if (datum instanceof Sequence s) {
      List<String> names = new ArrayList<>();
      for (Tensor t : s.elements()) {
        names.add(bundles.inside(name, names.size()));
        put(names.get(names.size() - 1), t);
      }
      bundles.put(name, new Bundle.Elements(s.type(), names));
    } else if (datum instanceof Maybe m) {
      String inside = bundles.inside(name, 0);
      m.content().ifPresent(content -> put(inside, content));
      bundles.put(name, new Bundle.Content(m.content().map(content -> inside)));
    }
  }

  /** Reads a node that a structure unrolls to. */
  void read(Node node) {
    read(node, true);
  }

  private boolean read(Node node, boolean evenIfOpen) {
    Optional<Structure> structure = structure(node);
    return structure.isPresent()
        ? unroll(structure.get(), node) || evenIfOpen
        : readPlain(node, evenIfOpen);
  }

  /** What a node is that no formula reads, since it runs sub-graphs or is not of tensors alone. */
  private Optional<Structure> structure(Node node) {
    int opset = opset(node);
    return Catalogue.structure(node.domain(), node.operator(), opset)
        .filter(
            s ->
                node.inputs().stream().anyMatch(bundles::contains)
                    || Catalogue.find(node.domain(), node.operator(), opset).isEmpty());
  }

  /** Unrolls a structure; says whether nothing of it is open. */
  private boolean unroll(Structure structure, Node node) {
    int before = doubts.size();
    boolean outermost = unrolling == null;
    if (outermost) {
      unrolling = new ArrayList<>();
      unrolled.put(node, unrolling);
    }
    NodeUnrolling.read(this, structure, node);
    if (outermost) {
      unrolling = null;
    }
    return doubts.size() == before;
  }

  private int opset(Node node) {
    return graph.opsets().getOrDefault(node.domain(), 1);
  }

  private boolean readPlain(Node node, boolean evenIfOpen) {
    if (unrolling != null) {
      noteStep(node, unrolling);
    }
    NodeReading reading = reading(node);
    if (reading.isRandom()) {
      throw UnsupportedNodeException.random(node);
    }
    NodeRun run = new NodeRun(reading, valueDomain, texts, k -> valueArray(node, k));
    List<String> broken = run.broken();
    broken.forEach(why -> doubts.add(new Doubt(node, why, true)));
    if (!broken.isEmpty() && !evenIfOpen) {
      work += run.work();
      return false;
    }
    List<Tensor> opaque = results(node, reading);
    if (opaque.isEmpty()) {
      run.outputs().forEach((k, a) -> values.put(output(node, k), NodeRun.tensor(a, texts)));
    } else {
      reading.outputs().keySet().forEach(k -> values.put(output(node, k), opaque.get(k)));
    }
    work += run.work();
    boolean open = !broken.isEmpty() || node.inputs().stream().anyMatch(unspecified::contains);
    if (enclose) {
      open |= enclose(node, reading);
    }
    if (open) {
      names(node).forEach(unspecified::add);
    }
    if (node.inputs().stream().anyMatch(shapeless::contains)) {
      names(node).forEach(shapeless::add);
    }
    return true;
  }

  private static void noteStep(Node node, List<Node> steps) {
    if (steps.size() == MOST_STEPS) {
      throw tooLong(node);
    }
    steps.add(node);
  }

  static IllegalArgumentException tooLong(Node node) {
    return new IllegalArgumentException(
        "a node runs too long to be read\n  required : at most "
            + MOST_STEPS
            + " nodes in its sub-graphs, each as often as it runs\n  at       : "
            + node);
  }

  private List<Tensor> results(Node node, NodeReading reading) {
    try {
      return reading.results(inputs(node));
    } catch (UnsupportedOperationException e) {
      throw UnsupportedNodeException.uncovered(node, String.valueOf(e.getMessage()));
    }
  }

  /** The meaning of a node, once its inputs have been read. */
  NodeReading reading(Node node) {
    int opset = opset(node);
    Operator operator =
        Catalogue.find(node.domain(), node.operator(), opset)
            .orElseThrow(() -> UnsupportedNodeException.unknown(node, opset));
    List<Optional<Argument>> arguments =
        node.inputs().stream()
            .map(n -> n.isEmpty() ? Optional.<Argument>empty() : Optional.of(Argument.of(value(n))))
            .toList();
    return NodeReading.of(operator, node, opset, arguments);
  }

  private List<@Nullable Tensor> inputs(Node node) {
    List<@Nullable Tensor> tensors = new ArrayList<>();
    node.inputs().forEach(n -> tensors.add(values.get(n)));
    return tensors;
  }

  Array valueArray(Node node, int input) {
    return NodeRun.array(value(node.inputs().get(input)), valueDomain, texts);
  }

  private static String output(Node node, int k) {
    return node.outputs().get(k);
  }

  private static List<String> names(Node node) {
    return node.outputs().stream().filter(n -> !n.isEmpty()).toList();
  }

  /** Encloses the outputs of a node; says whether the reading cannot tell what they are. */
  private boolean enclose(Node node, NodeReading reading) {
    boolean uncertainShape =
        reading.structural().stream().anyMatch(k -> !isPoint(node.inputs().get(k)));
    if (uncertainShape) {
      return doubt(node, "its shape hangs on data that is not certain", true);
    }
    if (reading.isOpaque()) {
      if (node.inputs().stream().allMatch(n -> n.isEmpty() || isPoint(n))) {
        names(node).forEach(this::enclosePoint);
        return false;
      }
      boolean openShape =
          reading.outputs().values().stream().anyMatch(s -> !s.shape().areNumbers());
      return doubt(node, "no formula encloses it where its inputs are not certain", openShape);
    }
    NodeRun run =
        new NodeRun(
            reading,
            enclosureDomain,
            texts,
            k -> Objects.requireNonNull(enclosures.get(node.inputs().get(k))));
    List<String> broken = run.broken();
    if (!broken.isEmpty()) {
      return doubt(node, "not surely so: " + broken.get(0), false);
    }
    run.outputs().forEach((k, a) -> enclosures.put(output(node, k), a));
    return false;
  }

  /** Notes a doubt of the outputs of a node. */
  boolean doubt(Node node, String why, boolean openShape) {
    doubts.add(new Doubt(node, why, false));
    List<String> names = names(node);
    unspecified.addAll(names);
    if (openShape) {
      shapeless.addAll(names);
    }
    if (enclose) {
      names.stream().filter(values::containsKey).forEach(this::enclosePoint);
    }
    return true;
  }

  /** Gives what is known of a value another name too. */
  void alias(String name, String of) {
    Optional<Bundle> bundle = bundles.find(of);
    if (bundle.isEmpty()) {
      read(Node.of("Identity", List.of(of), List.of(name), Map.of()));
      return;
    }
    bundles.put(name, bundle.get());
    for (Set<String> flags : List.of(unspecified, shapeless)) {
      if (flags.contains(of)) {
        flags.add(name);
      }
    }
  }

  Bundles bundles() {
    return bundles;
  }

  /** The plain nodes in an order in which they can be read; structures are unrolled into such. */
  List<Node> steps() {
    return graph.nodes().stream()
        .flatMap(node -> unrolled.getOrDefault(node, List.of(node)).stream())
        .toList();
  }

  /** Whether every faithful implementation gives these very elements. */
  boolean isCertain(String name) {
    return isSpecified(name) && (!enclose || isPoint(name));
  }

  private void enclosePoint(String name) {
    enclosures.put(name, NodeRun.array(value(name), enclosureDomain, texts));
  }

  private boolean isPoint(String name) {
    return enclosure(name).isPoint();
  }

  /**
   * The value with a name: an input, a constant or any node's output.
   *
   * @throws IllegalArgumentException if the graph has no such value
   */
  public Tensor value(String name) {
    Tensor t = values.get(name);
    if (t == null) {
      throw new IllegalArgumentException(
          bundles.contains(name)
              ? "a value is no tensor\n  required : a tensor\n  but      : "
                  + name
                  + " is "
                  + datum(name)
              : "the graph has no value named " + name);
    }
    return t;
  }

  /**
   * The value with a name, be it a tensor, a sequence or an optional.
   *
   * @throws IllegalArgumentException if the graph has no such value
   */
  public Datum datum(String name) {
    Optional<Datum> sequence =
        bundles
            .sequence(name)
            .map(e -> new Sequence(e.type(), e.names().stream().map(this::value).toList()));
    Optional<Datum> optional =
        bundles.optional(name).map(c -> new Maybe(c.name().map(this::datum)));
    return sequence.or(() -> optional).orElseGet(() -> value(name));
  }

  /** All values by name, in the order in which they are made. */
  public Map<String, Tensor> values() {
    return Collections.unmodifiableMap(values);
  }

  public Graph graph() {
    return graph;
  }

  /**
   * The outputs in the order of the graph.
   *
   * @throws IllegalArgumentException if one is no tensor
   */
  public List<Tensor> outputs() {
    return graph.outputs().stream().map(v -> value(v.name())).toList();
  }

  /** The outputs in the order of the graph, of any kind. */
  public List<Datum> results() {
    return graph.outputs().stream().map(v -> datum(v.name())).toList();
  }

  /** What a faithful implementation may give for a value; asks for a reading with enclosures. */
  public Enclosure enclosure(String name) {
    Array a = enclosures.get(name);
    if (a == null) {
      throw new IllegalArgumentException("no enclosure was read for " + name);
    }
    return Enclosure.of(a, texts);
  }

  /** Whether a function that no formula says makes the outputs of a node, as far as it was read. */
  public boolean isOpaque(Node node) {
    return reading(node).isOpaque();
  }

  /**
   * Whether ONNX says what the elements of a value are, and the reading can tell; else the value is
   * one of many and its enclosure means nothing.
   */
  public boolean isSpecified(String name) {
    return !unspecified.contains(name);
  }

  /** Whether the shape of a value is certain. */
  public boolean hasSpecifiedShape(String name) {
    return !shapeless.contains(name);
  }

  /** Why some values prove nothing; empty when all are to be trusted. */
  public List<Doubt> doubts() {
    return Collections.unmodifiableList(doubts);
  }

  /** The doubts that come from ONNX leaving a result open on these very tensors. */
  public List<Doubt> unspecified() {
    return doubts.stream().filter(Doubt::unspecified).toList();
  }
}
