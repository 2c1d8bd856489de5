package dev.assay.verify.layer;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** One operator or a whole model, and the inputs that facts about it speak of. */
public final class Layer {
  private final Graph graph;
  private final Map<String, Range> box;
  private final Map<String, TensorType> types = new LinkedHashMap<>();
  private final GraphReading middle;

  private Layer(Graph graph, Map<String, Range> box) {
    this.graph = graph;
    Map<String, Range> whole = new LinkedHashMap<>();
    for (Value v : graph.feeds()) {
      TensorType type = closed(v);
      types.put(v.name(), type);
      whole.put(v.name(), box.getOrDefault(v.name(), Range.of(type.element())));
    }
    for (String name : box.keySet()) {
      requireInput(name);
    }
    this.box = Collections.unmodifiableMap(whole);
    this.middle = reading(point(name -> range(name).low() / 2 + range(name).high() / 2));
  }

  /**
   * A model over a box. Sizes that it leaves open are 1.
   *
   * @param box the range of each input; without one, all finite numbers of its type
   * @throws IllegalArgumentException if the model takes something else than numbers, or has no such
   *     input
   */
  public static Layer of(Graph graph, Map<String, Range> box) {
    return new Layer(graph, box);
  }

  private static TensorType closed(Value v) {
    if (!(v.type() instanceof TensorType t) || t.shape().isEmpty() || t.element() == DType.STRING) {
      throw new IllegalArgumentException(
          "a layer takes something else than numbers\n  required : tensors of known rank\n"
              + "  but      : "
              + v.name()
              + " is "
              + v.type());
    }
    Dims shape = t.shape().get().map(d -> d instanceof Dim.Const ? d : Dim.dim(1));
    return TensorType.of(t.element(), shape);
  }

  void requireInput(String name) {
    if (!types.containsKey(name)) {
      throw new IllegalArgumentException(
          "no input has this name\n  required : one of " + inputs() + "\n  but      : " + name);
    }
  }

  public Graph graph() {
    return graph;
  }

  public Map<String, Range> box() {
    return box;
  }

  Range range(String input) {
    return Objects.requireNonNull(box.get(input));
  }

  private TensorType inputType(String input) {
    return Objects.requireNonNull(types.get(input));
  }

  List<String> inputs() {
    return List.copyOf(types.keySet());
  }

  List<String> outputs() {
    return graph.outputs().stream().map(Value::name).toList();
  }

  DType type(String input) {
    return inputType(input).element();
  }

  int[] shape(String input) {
    return inputType(input).shape().orElseThrow().numbers();
  }

  int[] shapeOfOutput(String output) {
    return middle.value(output).shape();
  }

  /** The type that facts are about: that of the first input of floats, if there is one. */
  public DType type() {
    return types.values().stream()
        .map(TensorType::element)
        .filter(DType::isFloat)
        .findFirst()
        .orElseGet(() -> types.values().iterator().next().element());
  }

  /** The inputs whose elements are each some number of the input's range. */
  Map<String, Tensor> point(ToDoubleFunction<String> number) {
    Map<String, Tensor> point = new LinkedHashMap<>();
    types.forEach(
        (name, t) -> {
          double[] numbers = new double[Tensor.size(shape(name))];
          for (int k = 0; k < numbers.length; k++) {
            numbers[k] = within(name, number.applyAsDouble(name));
          }
          point.put(name, tensor(name, numbers));
        });
    return point;
  }

  /** The number of an input's type in its range that is near. */
  double within(String input, double x) {
    DType type = type(input);
    double rounded = type.isFloat() ? type.nearest(x) : Math.rint(x);
    Range range = range(input);
    return Math.min(range.greatest(type), Math.max(range.least(type), rounded));
  }

  Tensor tensor(String input, double... numbers) {
    DType type = type(input);
    if (type.isFloat()) {
      return Tensor.of(type, shape(input), numbers);
    }
    long[] integers = new long[numbers.length];
    for (int k = 0; k < numbers.length; k++) {
      integers[k] = type.wrap((long) numbers[k]);
    }
    return Tensor.of(type, shape(input), integers);
  }

  /** The values at the middle of the box. */
  GraphReading reading() {
    return middle;
  }

  GraphReading reading(Map<String, Tensor> point) {
    return GraphReading.values(graph, point);
  }
}
