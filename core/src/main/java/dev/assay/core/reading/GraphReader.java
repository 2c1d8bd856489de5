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
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the nodes of a model one after the other.
 *
 * <pre>
 *   for each node
 *     it is structure:                read what it unrolls to
 *     an earlier reading still holds: take its values, and its enclosures if it has them
 *     else:                           run its meaning on the values of its inputs
 *     where enclosures are asked for and not taken: run its meaning on those of its inputs
 * </pre>
 */
final class GraphReader {
  private static final int MOST_STEPS = 1 << 18;

  private final Graph graph;
  private final Optional<Domain> enclosing;
  private final FunctionErrors errors;
  private final Kernels kernels;
  private final Map<String, Datum> given = new LinkedHashMap<>();
  private final KnownValues values;
  private final List<Doubt> doubts = new ArrayList<>();
  private final BitSet known = new BitSet();
  private final Map<Node, NodeReading> meanings = new IdentityHashMap<>();
  private final Map<Node, List<Node>> unrolled = new IdentityHashMap<>();
  private @Nullable List<Node> unrolling;
  private BitSet broken = new BitSet();
  private int[] brokenShape = new int[0];
  private long work;

  /**
   * @param enclosing gives the enclosures, if any are asked for
   * @param kernels run the nodes that they know
   */
  GraphReader(
      Graph graph,
      Optional<Domain> enclosing,
      FunctionErrors errors,
      Kernels kernels,
      Map<String, ? extends Datum> inputs) {
    this.graph = graph;
    this.enclosing = enclosing;
    this.errors = errors;
    this.kernels = kernels;
    this.values = new KnownValues(graph, enclosing);
    for (Value v : graph.feeds()) {
      if (!inputs.containsKey(v.name())) {
        throw new IllegalArgumentException("no tensor is given for input " + v.name());
      }
    }
    given.putAll(graph.constants());
    given.putAll(inputs);
    given.forEach(values::give);
  }

  // ---- reading

  /** Reads all nodes, but for what earlier readings have of them. */
  void readAll(List<Earlier> earlier) {
    for (Node node : graph.nodes()) {
      Optional<Earlier> holding = Earlier.best(earlier, node);
      if (holding.isPresent()) {
        holding.get().give(node);
      } else {
        read(node, true);
      }
      earlier.forEach(e -> e.compare(node));
    }
    known.set(0, graph.nodes().size());
  }

  /** Takes over what an earlier reading of the same graph has, and reads no node. */
  void readNone(Earlier earlier) {
    for (int k = 0; k < graph.nodes().size(); k++) {
      Node node = graph.nodes().get(k);
      if (earlier.holds(node)) {
        earlier.give(node);
        known.set(k);
      } else {
        earlier.lose(node);
      }
    }
  }

  /** See {@link GraphReading#readTo}. */
  boolean readTo(int place) {
    for (int k = known.nextClearBit(0); k <= place; k = known.nextClearBit(k)) {
      if (!read(graph.nodes().get(k), false)) {
        return false;
      }
      known.set(k);
    }
    return true;
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

  private boolean readPlain(Node node, boolean evenIfOpen) {
    if (unrolling != null) {
      noteStep(node, unrolling);
    }
    NodeReading meaning = meaning(node);
    if (meaning.isRandom()) {
      throw UnsupportedNodeException.random(node);
    }
    NodeRun run = run(node, meaning);
    List<Expectation> open = run.broken();
    open.forEach(e -> doubts.add(new Doubt(node, e.why(), Optional.of(e.behaviour()))));
    if (!open.isEmpty() && !evenIfOpen) {
      noteBroken(run, open.get(0));
      work += run.work();
      return false;
    }
    List<Tensor> opaque;
    try {
      opaque = results(node, meaning);
    } catch (RefusedNodeException e) {
      if (evenIfOpen) {
        throw e;
      }
      broken = BitSet.valueOf(new long[] {1});
      brokenShape = new int[0];
      return false;
    }
    if (opaque.isEmpty()) {
      run.outputs()
          .forEach((k, a) -> values.put(output(node, k), NodeRun.tensor(a, values.texts())));
    } else {
      meaning.outputs().keySet().forEach(k -> values.put(output(node, k), opaque.get(k)));
    }
    work += run.work();
    settle(node, meaning, !open.isEmpty());
    return true;
  }

  private void noteBroken(NodeRun run, Expectation condition) {
    broken = run.breaches(condition);
    brokenShape = condition.truth().shape().numbers();
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

  private List<Tensor> results(Node node, NodeReading meaning) {
    try {
      return meaning.results(inputs(node));
    } catch (UnsupportedOperationException e) {
      throw UnsupportedNodeException.uncovered(node, String.valueOf(e.getMessage()));
    }
  }

  private List<@Nullable Tensor> inputs(Node node) {
    List<@Nullable Tensor> tensors = new ArrayList<>();
    node.inputs().forEach(n -> tensors.add(values.find(n)));
    return tensors;
  }

  // ---- enclosing

  /** Encloses the outputs of a node that has its values, and notes what is open of them. */
  private void settle(Node node, NodeReading meaning, boolean open) {
    boolean unspecified = open || !node.inputs().stream().allMatch(values::isSpecified);
    if (isOwn(node)) {
      unspecified |= doubt(node, OwnMeaning.WHY, false);
      values.own(names(node));
    } else if (node.inputs().stream().anyMatch(values::restsOnOwn)) {
      values.own(names(node));
      if (hasOpenShape(node, meaning)) {
        values.openShapes(names(node));
      }
    }
    if (enclosing.isPresent()) {
      unspecified |= enclose(node, meaning, enclosing.get());
    }
    if (unspecified) {
      values.open(names(node));
    }
    if (!node.inputs().stream().allMatch(values::hasSpecifiedShape)) {
      values.openShapes(names(node));
    }
    if (unrolling == null) {
      meanings.put(node, meaning);
    }
  }

  /** Whether the operator of a node that has been read is a system's own. */
  private boolean isOwn(Node node) {
    return Catalogue.find(node.domain(), node.operator(), opset(node)).isEmpty();
  }

  /** Whether the shapes of the outputs hang on elements that nobody but a system knows. */
  private boolean hasOpenShape(Node node, NodeReading meaning) {
    return meaning.structural().stream().anyMatch(k -> values.restsOnOwn(node.inputs().get(k)))
        || meaning.outputs().values().stream().anyMatch(s -> !s.shape().areNumbers());
  }

  /** Encloses the outputs of a node; says whether the reading cannot tell what they are. */
  private boolean enclose(Node node, NodeReading meaning, Domain domain) {
    boolean uncertainShape =
        meaning.structural().stream().anyMatch(k -> !values.isPoint(node.inputs().get(k)));
    if (uncertainShape) {
      return doubt(node, "its shape hangs on data that is not certain", true);
    }
    if (meaning.isOpaque()) {
      if (node.inputs().stream().allMatch(n -> n.isEmpty() || values.isPoint(n))) {
        names(node).forEach(values::enclosePoint);
        return false;
      }
      boolean openShape =
          meaning.outputs().values().stream().anyMatch(s -> !s.shape().areNumbers());
      return doubt(node, "no formula encloses it where its inputs are not certain", openShape);
    }
    NodeRun run =
        new NodeRun(meaning, domain, values.texts(), k -> values.enclosures(node.inputs().get(k)));
    List<Expectation> unsure = run.broken();
    if (!unsure.isEmpty()) {
      return doubt(node, "not surely so: " + unsure.get(0).why(), false);
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

  // ---- what another reading has of a node

  /** Takes what another has of the same node on the same inputs. */
  void take(Node node, Node there, GraphReader other) {
    NodeReading meaning = other.meaning(there);
    values.takeValues(names(node), other.values);
    boolean enclosed = encloses(other) && names(node).stream().noneMatch(values::isText);
    boolean open = false;
    for (Doubt d : other.doubts) {
      if (d.node().equals(there) && (enclosed || d.unspecified())) {
        doubts.add(new Doubt(node, d.why(), d.behaviour()));
        open |= d.unspecified();
      }
    }
    if (enclosed) {
      values.takeEnclosures(names(node), other.values);
      meanings.put(node, meaning);
    } else {
      settle(node, meaning, open);
    }
  }

  /** Whether the enclosures of another one's are as these. */
  boolean encloses(GraphReader other) {
    return enclosing.isPresent() && other.enclosing.isPresent() && errors == other.errors;
  }

  /** Whether a plain node of the graph itself has been read. */
  boolean hasRead(Node node) {
    return meanings.containsKey(node);
  }

  // ---- what is known

  /** A run of a node on the values of its inputs. */
  NodeRun run(Node node, NodeReading meaning) {
    return new NodeRun(
        meaning, values.valueDomain(), values.texts(), k -> values.values(node.inputs().get(k)));
  }

  /** The meaning of a node, once its inputs have been read. */
  NodeReading meaning(Node node) {
    NodeReading read = meanings.get(node);
    if (read != null) {
      return read;
    }
    int opset = opset(node);
    List<Optional<Argument>> arguments = arguments(node);
    Optional<OwnMeaning> own = own(node);
    if (own.isPresent()) {
      return own.get().read(opset, arguments);
    }
    Operator operator =
        Catalogue.find(node.domain(), node.operator(), opset)
            .orElseThrow(() -> UnsupportedNodeException.unknown(node, opset));
    return NodeReading.of(operator, node, opset, arguments);
  }

  /** What a system makes of a node, where its operator is its own. */
  private Optional<OwnMeaning> own(Node node) {
    try {
      return kernels.results(node, inputs(node)).map(results -> OwnMeaning.of(node, results));
    } catch (RefusedNodeException e) {
      return Optional.of(OwnMeaning.refused(node, e));
    }
  }

  private List<Optional<Argument>> arguments(Node node) {
    return node.inputs().stream()
        .map(
            n ->
                n.isEmpty()
                    ? Optional.<Argument>empty()
                    : Optional.of(Argument.of(values.tensor(n))))
        .toList();
  }

  int opset(Node node) {
    return graph.opsets().getOrDefault(node.domain(), 1);
  }

  Graph graph() {
    return graph;
  }

  FunctionErrors errors() {
    return errors;
  }

  Kernels kernels() {
    return kernels;
  }

  /** What no node makes. */
  Map<String, Datum> given() {
    return given;
  }

  KnownValues values() {
    return values;
  }

  Bundles bundles() {
    return values.bundles();
  }

  List<Doubt> doubts() {
    return doubts;
  }

  BitSet broken() {
    return broken;
  }

  int[] brokenShape() {
    return brokenShape;
  }

  long work() {
    return work;
  }

  /** The plain nodes that a node of the graph comes to: itself, or what it unrolls to. */
  List<Node> steps(Node node) {
    return unrolled.getOrDefault(node, List.of(node));
  }

  /** Gives what is known of a value another name too. */
  void alias(String name, String of) {
    bundles()
        .find(of)
        .ifPresentOrElse(
            bundle -> values.alias(name, of, bundle),
            () -> read(Node.of("Identity", List.of(of), List.of(name), Map.of())));
  }

  private static String output(Node node, int k) {
    return node.outputs().get(k);
  }

  static List<String> names(Node node) {
    return node.outputs().stream().filter(n -> !n.isEmpty()).toList();
  }
}
