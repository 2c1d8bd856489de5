package dev.assay.testkit;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.bounds.Bounds;
import dev.assay.verify.bounds.NetworkFromGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * All that a model may compute where some of its inputs and constants are only nearly what they
 * are: proved bounds of each element of its outputs, rounding included.
 */
final class Neighbourhood {
  private final Map<String, int[]> units;
  private final Bounds bounds;

  private Neighbourhood(Map<String, int[]> units, Bounds bounds) {
    this.units = units;
    this.bounds = bounds;
  }

  /**
   * The bounds over the box of these radii; empty where nothing can be proved about the model.
   *
   * @param radii how far each element of a value may be off, by the name of the value
   */
  static Optional<Neighbourhood> of(ModelCase model, Map<String, Double> radii) {
    Map<String, Tensor> inputs = new LinkedHashMap<>(model.inputs());
    Map<String, Tensor> constants = new HashMap<>(model.graph().constants());
    List<Value> given = new ArrayList<>(model.graph().inputs());
    for (String name : radii.keySet()) {
      Tensor constant = constants.remove(name);
      if (constant == null && !inputs.containsKey(name)) {
        throw new IllegalArgumentException(
            "no such value can be off"
                + "\n  required : the name of an input or a constant"
                + "\n  but      : "
                + name);
      }
      if (constant != null && inputs.putIfAbsent(name, constant) == null) {
        given.removeIf(v -> v.name().equals(name));
        given.add(new Value(name, TensorType.of(constant)));
      }
    }
    Graph open = model.graph().withConstants(constants).withInputs(given);
    try {
      GraphReading reading = GraphReading.values(open, inputs);
      NetworkFromGraph network = NetworkFromGraph.of(reading);
      Map<String, int[]> units = new HashMap<>();
      for (Value output : open.outputs()) {
        if (reading.value(output.name()).type().isFloat()) {
          units.put(output.name(), network.units(output.name()));
        }
      }
      Bounds bounds = new Bounds(network.network(), true);
      bounds.enclose(corner(open, inputs, radii, -1), corner(open, inputs, radii, 1));
      return Optional.of(new Neighbourhood(units, bounds));
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static double[] corner(
      Graph graph, Map<String, Tensor> inputs, Map<String, Double> radii, int side) {
    return graph.feeds().stream()
        .map(Value::name)
        .flatMapToDouble(
            name -> {
              Tensor middle = Objects.requireNonNull(inputs.get(name));
              double radius = side * radii.getOrDefault(name, 0.0);
              return middle.type().isFloat()
                  ? DoubleStream.of(middle.reals()).map(x -> x + radius)
                  : DoubleStream.of();
            })
        .toArray();
  }

  /** What is wrong with some outputs, as facts; empty where each element lies in its bounds. */
  Optional<String> breach(List<Value> outputs, List<Tensor> got) {
    if (got.size() != outputs.size()) {
      return Optional.of(
          facts("the number of outputs is wrong", "all", "" + outputs.size(), "" + got.size()));
    }
    return IntStream.range(0, got.size())
        .mapToObj(k -> breach(outputs.get(k).name(), got.get(k)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> breach(String output, Tensor got) {
    int[] its = units.get(output);
    if (its == null) {
      return Optional.empty(); // of integers there are no bounds
    }
    if (got.size() != its.length || !got.type().isFloat()) {
      return Optional.of(
          facts("the size is wrong", output, its.length + " floats", "" + TensorType.of(got)));
    }
    return IntStream.range(0, got.size())
        .filter(k -> !(got.real(k) >= bounds.low(its[k]) && got.real(k) <= bounds.high(its[k])))
        .mapToObj(
            k ->
                facts(
                    "an element lies outside of what the model may compute nearby",
                    output + ", element " + k,
                    "[" + bounds.low(its[k]) + ", " + bounds.high(its[k]) + "]",
                    "" + got.real(k)))
        .findFirst();
  }

  private static String facts(String what, String output, String required, String but) {
    return what
        + "\n  output   : "
        + output
        + "\n  required : "
        + required
        + "\n  but      : "
        + but;
  }
}
