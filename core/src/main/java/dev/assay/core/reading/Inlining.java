package dev.assay.core.reading;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Expectation;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Loop;
import dev.assay.core.expr.Stage;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The meaning of a graph that is part of a node: the stages of its nodes, one upon the other, so
 * that every reading of the node reads them too. What hangs on no input is computed at once.
 */
final class Inlining {
  private final Node around;
  private final Graph graph;
  private final Map<String, Stage> stages = new HashMap<>();
  private final List<Expectation> stated = new ArrayList<>();

  private Inlining(Node around, Graph graph) {
    this.around = around;
    this.graph = graph;
  }

  /**
   * Reads a graph.
   *
   * @throws IllegalArgumentException if a node breaks a rule, or has a meaning that is no formula
   */
  static Inlining of(Node around, Graph graph, List<Stage> inputs) {
    Inlining inlining = new Inlining(around, graph);
    graph.constants().forEach((name, t) -> inlining.stages.put(name, Stage.held(t)));
    if (inputs.size() != graph.feeds().size()) {
      throw inlining.uncovered("a graph with " + graph.feeds().size() + " inputs");
    }
    for (int k = 0; k < inputs.size(); k++) {
      inlining.stages.put(graph.feeds().get(k).name(), inputs.get(k));
    }
    graph.nodes().forEach(inlining::read);
    return inlining;
  }

  List<Stage> outputs() {
    return graph.outputs().stream().map(v -> stage(v.name())).toList();
  }

  /** The conditions on data that the definitions of its nodes state. */
  List<Expectation> stated() {
    return stated;
  }

  private Stage stage(String name) {
    Stage s = stages.get(name);
    if (s == null) {
      throw uncovered("a graph that reads " + name + " from around it");
    }
    return s;
  }

  private UnsupportedNodeException uncovered(String why) {
    return UnsupportedNodeException.uncovered(around, why);
  }

  private void read(Node node) {
    int opset = graph.opsets().getOrDefault(node.domain(), 1);
    Operator operator =
        Catalogue.find(node.domain(), node.operator(), opset)
            .orElseThrow(() -> UnsupportedNodeException.unknown(node, opset));
    List<Optional<Argument>> arguments =
        node.inputs().stream()
            .map(
                name ->
                    name.isEmpty()
                        ? Optional.<Argument>empty()
                        : Optional.of(Argument.of(stage(name))))
            .toList();
    NodeReading reading = NodeReading.of(operator, node, opset, arguments);
    if (reading.isRandom() || reading.isOpaque() && !areKnown(arguments)) {
      throw uncovered("a graph in which no formula tells " + node);
    }
    stated.addAll(reading.stated());
    List<Tensor> results =
        reading.results(
            arguments.stream().map(a -> a.flatMap(Argument::data).orElse(null)).toList());
    reading
        .outputs()
        .forEach(
            (place, stage) ->
                stages.put(
                    node.outputs().get(place),
                    results.isEmpty() ? folded(stage) : Stage.held(results.get(place))));
  }

  private static boolean areKnown(List<Optional<Argument>> arguments) {
    return arguments.stream().flatMap(Optional::stream).allMatch(a -> a.data().isPresent());
  }

  /** The stage itself, or its elements where they are exact and hang on nothing given. */
  private static Stage folded(Stage s) {
    boolean exact = s.type().isInteger() || s.type() == DType.BOOL;
    if (!exact || s.held() != null || new Search().finds(s)) {
      return s;
    }
    return Stage.held(NodeRun.tensor(new Machine(new Values()).run(s), new Texts()));
  }

  /** Looks for a given stage among all that a stage reads. */
  private static final class Search {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    boolean finds(Stage s) {
      if (s.kind() == Stage.Kind.GIVEN) {
        return true;
      }
      Loop loop = s.loop();
      return s.body() != null
          && seen.add(s)
          && (loop == null ? List.of(s) : loop.stages())
              .stream().anyMatch(t -> finds(Objects.requireNonNull(t.body())));
    }

    private boolean finds(Expr e) {
      if (!seen.add(e)) {
        return false;
      }
      if (e instanceof Expr.Read r) {
        return finds(r.stage())
            || r.at().list().stream().anyMatch(this::finds)
            || r.outside() != null && finds(r.outside());
      }
      if (e instanceof Expr.Apply a) {
        return a.args().stream().anyMatch(this::finds);
      }
      return e instanceof Expr.Fold f && finds(f.body())
          || e instanceof Expr.Index i && finds(i.dim());
    }

    private boolean finds(Dim d) {
      return d instanceof Dim.Element e && finds(e.value())
          || d instanceof Dim.Apply a && (finds(a.left()) || finds(a.right()));
    }
  }
}
