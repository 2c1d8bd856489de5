package dev.assay.core.reading;

import dev.assay.core.expr.Expectation;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Structure;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final Optional<Domain> enclosing;
  private final FunctionErrors errors;
  private final KnownValues values;
  private final List<Doubt> doubts = new ArrayList<>();
  private final BitSet known = new BitSet();
  private final Map<Node, List<Node>> unrolled = new IdentityHashMap<>();
  private @Nullable List<Node> unrolling;
  private BitSet broken = new BitSet();
  private int[] brokenShape = new int[0];
  private long work;

  private GraphReading(Graph graph, Optional<Domain> enclosing, FunctionErrors errors) {
    this.graph = graph;
    this.enclosing = enclosing;
    this.errors = errors;
    this.values = new KnownValues(graph, enclosing);
  }

  private static GraphReading ofValues(Graph graph) {
    return new GraphReading(graph, Optional.empty(), FunctionErrors.COMMON);
  }

  /**
   * Reads values and enclosures.
   *
   * @param inputs a datum for each of the graph's feeds, by name; others replace defaults
   * @throws IllegalArgumentException if an input is missing, an operator is not in the catalogue,
   *     or a node breaks a rule of its operator
   */
  public static GraphReading of(Graph graph, Map<String, ? extends Datum> inputs) {
    return of(graph, inputs, FunctionErrors.COMMON);
  }

  /** The same, with the enclosures of what functions and sums with other errors may give. */
  public static GraphReading of(
      Graph graph, Map<String, ? extends Datum> inputs, FunctionErrors errors) {
    return new GraphReading(graph, Optional.of(new Enclosures(errors)), errors)
        .begin(inputs)
        .finish();
  }

  /** The reading of the same model on the same inputs that allows other errors; this if it does. */
  public GraphReading allowing(FunctionErrors others) {
    if (others == errors) {
      return this;
    }
    Map<String, Datum> inputs = new LinkedHashMap<>();
    graph.feeds().forEach(v -> inputs.put(v.name(), datum(v.name())));
    graph.constants().keySet().forEach(name -> inputs.put(name, datum(name)));
    return of(graph, inputs, others);
  }

  /** Reads values only. */
  public static GraphReading values(Graph graph, Map<String, ? extends Datum> inputs) {
    return stepwise(graph, inputs).finish();
  }

  /** Values only, and no node yet: {@link #readTo} reads them as they are asked for. */
  public static GraphReading stepwise(Graph graph, Map<String, ? extends Datum> inputs) {
    return ofValues(graph).begin(inputs);
  }

  /**
   * The values on other tensors, for {@link #readTo} to go on from: all nodes that it has read here
   * and that hang on none of the changes stay read. Structures are unrolled anew.
   *
   * @param changes other tensors for some inputs and constants
   */
  public GraphReading with(Map<String, Tensor> changes) {
    GraphReading other = ofValues(graph);
    other.values.putAll(values);
    changes.forEach(other.values::put);
    Set<String> moved = new HashSet<>(changes.keySet());
    for (int k = 0; k < graph.nodes().size(); k++) {
      Node node = graph.nodes().get(k);
      if (known.get(k)
          && structure(node).isEmpty()
          && node.inputs().stream().noneMatch(moved::contains)) {
        other.known.set(k);
      } else {
        moved.addAll(names(node));
        other.values.forget(names(node));
      }
    }
    return other;
  }

  /**
   * Reads the node at a place and all before it, as far as they have not been read. Stops, and says
   * false, at a node whose result ONNX leaves open; the last doubt says why, and {@link #broken}
   * where.
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

  /** The points at which the first condition on data is broken, of the node where it stopped. */
  public BitSet broken() {
    return broken;
  }

  /** The shape in which these points lie. */
  public int[] brokenShape() {
    return brokenShape;
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
    graph.constants().forEach(values::give);
    inputs.forEach(values::give);
    return this;
  }

  /** Takes in a datum that no node makes. */
  void put(String name, Datum datum) {
    values.give(name, datum);
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
                node.inputs().stream().anyMatch(bundles()::contains)
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
    NodeRun run = run(node, reading);
    List<Expectation> open = run.broken();
    open.forEach(e -> doubts.add(new Doubt(node, e.why(), Optional.of(e.behaviour()))));
    if (!open.isEmpty() && !evenIfOpen) {
      noteBroken(run, open.get(0));
      work += run.work();
      return false;
    }
    List<Tensor> opaque = results(node, reading);
    if (opaque.isEmpty()) {
      run.outputs()
          .forEach((k, a) -> values.put(output(node, k), NodeRun.tensor(a, values.texts())));
    } else {
      reading.outputs().keySet().forEach(k -> values.put(output(node, k), opaque.get(k)));
    }
    work += run.work();
    boolean unspecified = !open.isEmpty() || !node.inputs().stream().allMatch(values::isSpecified);
    if (enclosing.isPresent()) {
      unspecified |= enclose(node, reading, enclosing.get());
    }
    if (unspecified) {
      values.open(names(node));
    }
    if (!node.inputs().stream().allMatch(values::hasSpecifiedShape)) {
      values.openShapes(names(node));
    }
    return true;
  }

  private void noteBroken(NodeRun run, Expectation condition) {
    broken = run.breaches(condition);
    brokenShape = condition.truth().shape().numbers();
  }

  /** A run of a node on the values of its inputs. */
  NodeRun run(Node node, NodeReading reading) {
    return new NodeRun(reading, values.valueDomain(), values.texts(), k -> valueArray(node, k));
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
  public NodeReading reading(Node node) {
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
    node.inputs().forEach(n -> tensors.add(values.find(n)));
    return tensors;
  }

  /** The numbers of all strings in this reading. */
  Texts texts() {
    return values.texts();
  }

  Array valueArray(Node node, int input) {
    return values.values(node.inputs().get(input));
  }

  private static String output(Node node, int k) {
    return node.outputs().get(k);
  }

  private static List<String> names(Node node) {
    return node.outputs().stream().filter(n -> !n.isEmpty()).toList();
  }

  /** Encloses the outputs of a node; says whether the reading cannot tell what they are. */
  private boolean enclose(Node node, NodeReading reading, Domain domain) {
    boolean uncertainShape =
        reading.structural().stream().anyMatch(k -> !values.isPoint(node.inputs().get(k)));
    if (uncertainShape) {
      return doubt(node, "its shape hangs on data that is not certain", true);
    }
    if (reading.isOpaque()) {
      if (node.inputs().stream().allMatch(n -> n.isEmpty() || values.isPoint(n))) {
        names(node).forEach(values::enclosePoint);
        return false;
      }
      boolean openShape =
          reading.outputs().values().stream().anyMatch(s -> !s.shape().areNumbers());
      return doubt(node, "no formula encloses it where its inputs are not certain", openShape);
    }
    NodeRun run =
        new NodeRun(reading, domain, values.texts(), k -> values.enclosures(node.inputs().get(k)));
    List<Expectation> broken = run.broken();
    if (!broken.isEmpty()) {
      return doubt(node, "not surely so: " + broken.get(0).why(), false);
    }
    run.outputs().forEach((k, a) -> values.enclose(output(node, k), a));
    return false;
  }

  /** Notes a doubt of the outputs of a node. */
  boolean doubt(Node node, String why, boolean openShape) {
    doubts.add(new Doubt(node, why, Optional.empty()));
    List<String> names = names(node);
    values.open(names);
    if (openShape) {
      values.openShapes(names);
    }
    names.forEach(values::enclosePoint);
    return true;
  }

  /** Gives what is known of a value another name too. */
  void alias(String name, String of) {
    bundles()
        .find(of)
        .ifPresentOrElse(
            bundle -> values.alias(name, of, bundle),
            () -> read(Node.of("Identity", List.of(of), List.of(name), Map.of())));
  }

  Bundles bundles() {
    return values.bundles();
  }

  /** The plain nodes in an order in which they can be read; structures are unrolled into such. */
  public List<Node> steps() {
    return graph.nodes().stream().flatMap(node -> steps(node).stream()).toList();
  }

  /** The plain nodes that a node of the graph comes to: itself, or what it unrolls to. */
  public List<Node> steps(Node node) {
    return unrolled.getOrDefault(node, List.of(node));
  }

  /** Whether every faithful implementation gives these very elements. */
  boolean isCertain(String name) {
    return values.isCertain(name);
  }

  /**
   * The value with a name: an input, a constant or any node's output.
   *
   * @throws IllegalArgumentException if the graph has no such value
   */
  public Tensor value(String name) {
    return values.tensor(name);
  }

  /**
   * The value with a name, be it a tensor, a sequence or an optional.
   *
   * @throws IllegalArgumentException if the graph has no such value
   */
  public Datum datum(String name) {
    return values.datum(name);
  }

  /** All values by name, in the order in which they are made. */
  public Map<String, Tensor> values() {
    return values.tensors();
  }

  public Graph graph() {
    return graph;
  }

  /** The errors that its enclosures allow to functions and sums. */
  public FunctionErrors errors() {
    return errors;
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
    return values.enclosure(name);
  }

  /** Whether a function that no formula says makes the outputs of a node, as far as it was read. */
  public boolean isOpaque(Node node) {
    return reading(node).isOpaque();
  }

  /** Why no formula says the outputs of a node, where none does. */
  public Optional<String> whyOpaque(Node node) {
    return reading(node).whyOpaque();
  }

  /**
   * Whether ONNX says what the elements of a value are, and the reading can tell; else the value is
   * one of many and its enclosure means nothing.
   */
  public boolean isSpecified(String name) {
    return values.isSpecified(name);
  }

  /** Whether the shape of a value is certain. */
  public boolean hasSpecifiedShape(String name) {
    return values.hasSpecifiedShape(name);
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
