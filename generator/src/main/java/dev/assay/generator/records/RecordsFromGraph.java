package dev.assay.generator.records;

import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The nodes of a model as calls. */
public final class RecordsFromGraph {
  private RecordsFromGraph() {}

  /**
   * A node as a call.
   *
   * @param operand what is known of a value by its name; empty if its type is not known
   */
  public static Optional<Call> call(Node node, Function<String, Optional<Operand>> operand) {
    List<Optional<Operand>> inputs = new ArrayList<>();
    for (String name : node.inputs()) {
      Optional<Operand> given = name.isEmpty() ? Optional.empty() : operand.apply(name);
      if (given.isEmpty() && !name.isEmpty()) {
        return Optional.empty();
      }
      inputs.add(given);
    }
    return Optional.of(new Call(inputs, node.attributes(), node.outputs().size()));
  }

  /** The nodes of a graph that read inputs and constants alone, each as a call. */
  public static List<Call> calls(Graph graph) {
    Map<String, Tensor> constants = graph.constants();
    Function<String, Optional<Operand>> operand =
        name ->
            constants.containsKey(name)
                ? Optional.of(Operand.of(constants.get(name)))
                : graph.inputs().stream()
                    .filter(v -> v.name().equals(name))
                    .flatMap(v -> operand(v).stream())
                    .findFirst();
    return graph.nodes().stream().flatMap(n -> call(n, operand).stream()).toList();
  }

  private static Optional<Operand> operand(Value v) {
    return v.type() instanceof TensorType t
        ? t.shape().filter(Dims::areNumbers).map(s -> Operand.of(t.element(), s))
        : Optional.empty();
  }
}
