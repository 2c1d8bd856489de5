package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Operand;
import dev.assay.generator.records.RecordsFromGraph;
import dev.assay.generator.rules.OperatorFromRules;
import dev.assay.generator.rules.OperatorRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Calls as models have them whose nodes are drawn by inferred rules, with the inputs that they get.
 */
public final class CallsByRules {
  private static final int OPSET = 17;

  /** How many draws may fail for each that succeeds, before rules are said to be drawn seldom. */
  private static final int ATTEMPTS = 15;

  private static final ModelOptions OPTIONS = ModelOptions.STANDARD.withNodes(1);

  private CallsByRules() {}

  /** Some calls; fewer where the rules leave little to draw. */
  public static List<Call> draw(OperatorRules rules, int count, Choices choices) {
    Operator operator = OperatorFromRules.of(rules);
    List<Call> calls = new ArrayList<>();
    for (int k = 0; k < ATTEMPTS * count && calls.size() < count; k++) {
      Choices own = choices.fork(k);
      Sketch sketch =
          new Sketch(
              OPTIONS,
              OPSET,
              domain -> rules.declaration().version(),
              Taste.of(own, OPTIONS.zeros()),
              null);
      if (sketch.grow(operator, own.fork(0))) {
        Model model = ModelFromSketch.of(sketch, own.fork(1), Map.of("", OPSET));
        calls.add(call(rules.declaration(), model, own.fork(2)));
      }
    }
    return calls;
  }

  private static Call call(Declaration declared, Model model, Choices choices) {
    Graph graph = model.graph();
    Map<String, Operand> operands = new HashMap<>();
    graph.constants().forEach((name, t) -> operands.put(name, Operand.of(t)));
    for (Value v : graph.inputs()) {
      TensorType type = (TensorType) v.type();
      FreeData free = model.free(v.name());
      Tensor drawn =
          model
              .policy()
              .draw(choices, type.element(), free)
              .draw(choices, type.element(), free, type.shape().orElseThrow().numbers());
      operands.put(v.name(), Operand.of(drawn));
    }
    Call call =
        RecordsFromGraph.call(graph.nodes().get(0), name -> Optional.ofNullable(operands.get(name)))
            .orElseThrow();
    return declared(declared, call);
  }

  /** The call with its numbers in types that are declared: those of lists are anybody's guess. */
  private static Call declared(Declaration declared, Call call) {
    Call fitting = call;
    for (int k = 0; k < call.inputs().size(); k++) {
      Optional<Declaration.Port> port = Declaration.at(declared.inputs(), k);
      Optional<Operand> given = call.input(k);
      if (port.isPresent()
          && given.isPresent()
          && given.get().type().isInteger()
          && !port.get().types().contains(given.get().type())) {
        fitting = fitting.with(k, cast(given.get(), port.get()));
      }
    }
    return fitting;
  }

  private static Optional<Operand> cast(Operand o, Declaration.Port port) {
    DType type = port.types().stream().filter(DType::isInteger).findFirst().orElse(o.type());
    return o.data()
        .map(
            t ->
                Operand.of(
                    Tensor.of(
                        type, t.shape(), LongStream.of(t.integers()).map(type::wrap).toArray())));
  }
}
