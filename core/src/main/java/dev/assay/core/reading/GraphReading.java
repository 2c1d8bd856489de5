package dev.assay.core.reading;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Tensor;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private final GraphReader reader;

  private GraphReading(GraphReader reader) {
    this.reader = reader;
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
    return of(graph, inputs, errors, Kernels.NONE, List.of());
  }

  /** The same as at first, where some nodes are run by kernels. */
  public static GraphReading of(Graph graph, Map<String, ? extends Datum> inputs, Kernels kernels) {
    return of(graph, inputs, kernels, List.of());
  }

  /**
   * The same, and what earlier readings have of a node is not read again where the node and all
   * that it reads are as they were: there the same model was read on other tensors, or without
   * enclosures, or one that has most of its nodes.
   */
  public static GraphReading of(
      Graph graph, Map<String, ? extends Datum> inputs, List<GraphReading> earlier) {
    return of(graph, inputs, Kernels.NONE, earlier);
  }

  /** The same, where some nodes are run by kernels. */
  public static GraphReading of(
      Graph graph,
      Map<String, ? extends Datum> inputs,
      Kernels kernels,
      List<GraphReading> earlier) {
    return of(graph, inputs, FunctionErrors.COMMON, kernels, earlier);
  }

  private static GraphReading of(
      Graph graph,
      Map<String, ? extends Datum> inputs,
      FunctionErrors errors,
      Kernels kernels,
      List<GraphReading> earlier) {
    Domain enclosing = new Enclosures(errors);
    GraphReader reader = new GraphReader(graph, Optional.of(enclosing), errors, kernels, inputs);
    reader.readAll(earlier.stream().map(e -> new Earlier(e.reader, reader)).toList());
    return new GraphReading(reader);
  }

  /** The reading of the same model on the same inputs that allows other errors; this if it does. */
  public GraphReading allowing(FunctionErrors others) {
    return others == errors()
        ? this
        : of(graph(), reader.given(), others, kernels(), List.of(this));
  }

  /** The reading of another model on inputs, with the errors and the kernels of this one. */
  public GraphReading like(Graph other, Map<String, ? extends Datum> inputs) {
    return of(other, inputs, errors(), kernels(), List.of());
  }

  /** Reads values only. */
  public static GraphReading values(Graph graph, Map<String, ? extends Datum> inputs) {
    return values(graph, inputs, Kernels.NONE);
  }

  /** Reads values only, where some nodes are run by kernels. */
  public static GraphReading values(
      Graph graph, Map<String, ? extends Datum> inputs, Kernels kernels) {
    GraphReading reading = stepwise(graph, inputs, kernels);
    reading.reader.readAll(List.of());
    return reading;
  }

  /** Values only, and no node yet: {@link #readTo} reads them as they are asked for. */
  public static GraphReading stepwise(Graph graph, Map<String, ? extends Datum> inputs) {
    return stepwise(graph, inputs, Kernels.NONE);
  }

  /** The same, where some nodes are run by kernels. */
  public static GraphReading stepwise(
      Graph graph, Map<String, ? extends Datum> inputs, Kernels kernels) {
    return new GraphReading(
        new GraphReader(graph, Optional.empty(), FunctionErrors.COMMON, kernels, inputs));
  }

  /**
   * The values on other tensors, for {@link #readTo} to go on from: all nodes that it has read here
   * and that hang on none of the changes stay read. Structures are unrolled anew.
   *
   * @param changes other tensors for some inputs and constants
   */
  public GraphReading with(Map<String, Tensor> changes) {
    Map<String, Datum> data = new LinkedHashMap<>(reader.given());
    data.putAll(changes);
    GraphReading other = stepwise(graph(), data, reader.kernels());
    other.reader.readNone(new Earlier(reader, other.reader));
    return other;
  }

  /**
   * Reads the node at a place and all before it, as far as they have not been read. Stops, and says
   * false, at a node whose result ONNX leaves open; the last doubt says why, and {@link #broken}
   * where.
   */
  public boolean readTo(int place) {
    return reader.readTo(place);
  }

  /** The points at which the first condition on data is broken, of the node where it stopped. */
  public BitSet broken() {
    return reader.broken();
  }

  /** The shape in which these points lie. */
  public int[] brokenShape() {
    return reader.brokenShape();
  }

  /** What the values cost: how many elements were evaluated, each as often as a fold stepped. */
  public long work() {
    return reader.work();
  }

  /** A run of a node on the values of its inputs. */
  NodeRun run(Node node, NodeReading meaning) {
    return reader.run(node, meaning);
  }

  /** The meaning of a node, once its inputs have been read. */
  public NodeReading reading(Node node) {
    return reader.meaning(node);
  }

  /** The numbers of all strings in this reading. */
  Texts texts() {
    return known().texts();
  }

  Array valueArray(Node node, int input) {
    return known().values(node.inputs().get(input));
  }

  private KnownValues known() {
    return reader.values();
  }

  /** The plain nodes in an order in which they can be read; structures are unrolled into such. */
  public List<Node> steps() {
    return graph().nodes().stream().flatMap(node -> steps(node).stream()).toList();
  }

  /** The plain nodes that a node of the graph comes to: itself, or what it unrolls to. */
  public List<Node> steps(Node node) {
    return reader.steps(node);
  }

  /**
   * The value with a name: an input, a constant or any node's output.
   *
   * @throws IllegalArgumentException if the graph has no such value
   */
  public Tensor value(String name) {
    return known().tensor(name);
  }

  /**
   * The value with a name, be it a tensor, a sequence or an optional.
   *
   * @throws IllegalArgumentException if the graph has no such value
   */
  public Datum datum(String name) {
    return known().datum(name);
  }

  /** All values by name, in the order in which they are made. */
  public Map<String, Tensor> values() {
    return known().tensors();
  }

  public Graph graph() {
    return reader.graph();
  }

  /** What runs the nodes of a system's own operators. */
  public Kernels kernels() {
    return reader.kernels();
  }

  /** The errors that its enclosures allow to functions and sums. */
  public FunctionErrors errors() {
    return reader.errors();
  }

  /**
   * The outputs in the order of the graph.
   *
   * @throws IllegalArgumentException if one is no tensor
   */
  public List<Tensor> outputs() {
    return graph().outputs().stream().map(v -> value(v.name())).toList();
  }

  /** The outputs in the order of the graph, of any kind. */
  public List<Datum> results() {
    return graph().outputs().stream().map(v -> datum(v.name())).toList();
  }

  /** What a faithful implementation may give for a value; asks for a reading with enclosures. */
  public Enclosure enclosure(String name) {
    return known().enclosure(name);
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
    return known().isSpecified(name);
  }

  /** Whether a value is what a system itself makes of its own operators, or rests on such. */
  public boolean restsOnOwn(String name) {
    return known().restsOnOwn(name);
  }

  /** Whether the shape of a value is certain. */
  public boolean hasSpecifiedShape(String name) {
    return known().hasSpecifiedShape(name);
  }

  /** Why some values prove nothing; empty when all are to be trusted. */
  public List<Doubt> doubts() {
    return Collections.unmodifiableList(reader.doubts());
  }

  /** The doubts that come from ONNX leaving a result open on these very tensors. */
  public List<Doubt> unspecified() {
    return doubts().stream().filter(Doubt::unspecified).toList();
  }
}
