package dev.assay.backends.faulty;

import dev.assay.core.graph.Graph;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One planted bug: a wrong rewrite of the graph, or a wrong result of a node.
 *
 * @param operators the operators at which it strikes
 * @param when what else must hold
 * @param effect what it does then
 * @param rewrite applied once to the graph
 * @param step gives a node's outputs; called only for nodes of those operators
 */
record Fault(
    String name,
    Set<String> operators,
    String when,
    String effect,
    UnaryOperator<Graph> rewrite,
    Function<Step, List<Tensor>> step) {

  static Fault ofNode(
      String name,
      String operators,
      String when,
      String effect,
      Function<Step, List<Tensor>> step) {
    return new Fault(
        name, Set.of(operators.split(" ")), when, effect, UnaryOperator.identity(), step);
  }

  static Fault ofGraph(
      String name, String operators, String when, String effect, UnaryOperator<Graph> rewrite) {
    return new Fault(name, Set.of(operators.split(" ")), when, effect, rewrite, Step::outputs);
  }
}
