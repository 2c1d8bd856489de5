package dev.assay.bench.seeded;

import dev.assay.core.Choices;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;

/** Faults in the elements of a value that a node has made; what follows computes on. */
final class ValueFaults {
  private static final Set<DType> FLOATS = Set.of(DType.FLOAT16, DType.FLOAT32, DType.FLOAT64);
  private static final Set<DType> WIDE = Set.of(DType.FLOAT32, DType.FLOAT64);

  private ValueFaults() {}

  static List<Fault> all() {
    List<Fault> faults = new ArrayList<>();
    for (String error : List.of("1e-6", "1e-5", "1e-4", "1e-3", "1e-2")) {
      double factor = 1 + Double.parseDouble(error);
      faults.add(
          anywhere("whole tensor x(1+" + error + ")", FLOATS, (t, c) -> map(t, x -> x * factor)));
    }
    for (String error : List.of("1e-5", "1e-4", "1e-3", "1e-2", "1e-1")) {
      double factor = 1 + Double.parseDouble(error);
      faults.add(
          anywhere("one element x(1+" + error + ")", FLOATS, (t, c) -> scaled(t, factor, c)));
    }
    faults.add(anywhere("tensor through float16", WIDE, (t, c) -> map(t, DType.FLOAT16::nearest)));
    faults.add(anywhere("last element = neighbour", FLOATS, (t, c) -> withoutTail(t)));
    faults.add(ofFunction("Erf by a tanh", "Erf", ValueFaults::byTanh));
    faults.add(ofFunction("Round: halves up", "Round", x -> Math.floor(x + 0.5)));
    return faults;
  }

  /** A fault in any value that a node makes of some types. */
  private static Fault anywhere(
      String name, Set<DType> types, BiFunction<Tensor, Choices, Tensor> change) {
    return new Fault(
        name,
        (model, choices) -> {
          List<String> values =
              outputs(model, n -> true).stream()
                  .filter(v -> types.contains(model.value(v).type()))
                  .filter(v -> model.value(v).size() > 0)
                  .toList();
          if (values.isEmpty()) {
            return Optional.empty();
          }
          String value = choices.of(values);
          return Optional.of(model.withValue(value, change.apply(model.value(value), choices)));
        });
  }

  /** An operator that computes another function of each element. */
  private static Fault ofFunction(String name, String operator, DoubleUnaryOperator function) {
    return new Fault(
        name,
        (model, choices) -> {
          List<Node> nodes =
              model.graph().nodes().stream()
                  .filter(n -> n.operator().equals(operator))
                  .filter(n -> FLOATS.contains(model.value(n.inputs().get(0)).type()))
                  .toList();
          if (nodes.isEmpty()) {
            return Optional.<Trial>empty();
          }
          Node node = choices.of(nodes);
          Tensor x = model.value(node.inputs().get(0));
          return Optional.of(model.withValue(node.outputs().get(0), map(x, function)));
        });
  }

  private static List<String> outputs(Baseline model, Predicate<Node> which) {
    return model.graph().nodes().stream()
        .filter(which)
        .flatMap(n -> n.outputs().stream())
        .filter(v -> !v.isEmpty())
        .toList();
  }

  private static Tensor map(Tensor t, DoubleUnaryOperator function) {
    return Tensor.of(
        t.type(),
        t.shape(),
        Arrays.stream(t.reals()).map(x -> t.type().nearest(function.applyAsDouble(x))).toArray());
  }

  private static Tensor scaled(Tensor t, double factor, Choices choices) {
    double[] reals = t.reals().clone();
    int k = choices.between(0, reals.length - 1);
    reals[k] = t.type().nearest(reals[k] * factor);
    return Tensor.of(t.type(), t.shape(), reals);
  }

  private static Tensor withoutTail(Tensor t) {
    double[] reals = t.reals().clone();
    reals[reals.length - 1] = reals[Math.max(0, reals.length - 2)];
    return Tensor.of(t.type(), t.shape(), reals);
  }

  private static double byTanh(double x) {
    double z = Math.sqrt(2) * x;
    return Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z));
  }
}
