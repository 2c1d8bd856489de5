package dev.assay.generator.invalid;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Optional;

/** Changes what a model declares of its outputs. */
final class OutputBreach {
  private OutputBreach() {}

  /** The model; empty where the output that was drawn has room for no such breach. */
  static Optional<InvalidModel> of(Breach breach, Broken valid, Choices choices) {
    Value v = choices.of(valid.graph().outputs());
    TensorType type = (TensorType) v.type();
    Dims shape = type.shape().orElseThrow();
    return switch (breach) {
      case UNMADE_OUTPUT ->
          model(breach, valid, v, new Value("nowhere", type), "every output is made");
      case OUTPUT_TYPE ->
          model(
              breach,
              valid,
              v,
              new Value(
                  v.name(),
                  TensorType.of(
                      type.element() == DType.INT32 ? DType.FLOAT32 : DType.INT32, shape)),
              "an output has the type that it is declared with: it is " + type);
      case OUTPUT_RANK ->
          model(
              breach,
              valid,
              v,
              new Value(v.name(), TensorType.of(type.element(), shape.and(Dim.dim(1)))),
              "an output has the rank that it is declared with: it is " + type);
      case OUTPUT_SIZE ->
          shape.rank() == 0 || !shape.areNumbers()
              ? Optional.empty()
              : model(
                  breach,
                  valid,
                  v,
                  new Value(
                      v.name(),
                      TensorType.of(
                          type.element(), shape.with(0, shape.get(0).plus(choices.between(1, 3))))),
                  "an output has the sizes that it is declared with: it is " + type);
      default -> throw new IllegalArgumentException("no output breaks such a rule: " + breach);
    };
  }

  private static Optional<InvalidModel> model(
      Breach breach, Broken valid, Value old, Value other, String rule) {
    Graph g = valid.graph();
    List<Value> outputs = g.outputs().stream().map(v -> v.equals(old) ? other : v).toList();
    Graph graph = new Graph(g.name(), g.opsets(), g.inputs(), g.constants(), g.nodes(), outputs);
    return Optional.of(
        new InvalidModel(
            OnnxFromGraph.of(graph),
            valid.inputs(),
            breach,
            "",
            rule + "\n  output   : " + other.name() + ": " + other.type()));
  }
}
