package dev.assay.laws;

import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.UINT8;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model of one node with its data, by hand: on a behaviour, or just beside it. */
record Example(String operator, Map<String, Attribute> attributes, List<Tensor> inputs) {
  private static final double NAN = Double.NaN;
  private static final long LEAST = Integer.MIN_VALUE;

  /** One that meets a behaviour. */
  static Example on(Behaviour behaviour) {
    return of(behaviour, true);
  }

  /** One that all but meets it. */
  static Example beside(Behaviour behaviour) {
    return of(behaviour, false);
  }

  private static Example of(Behaviour behaviour, boolean on) {
    return switch (behaviour) {
      case DIVISION_BY_ZERO -> node("Div", of(INT32, 6, 1), of(INT32, 2, on ? 0 : 1));
      case QUOTIENT_OVERFLOW -> node("Div", of(INT32, LEAST, 1), of(INT32, on ? -1 : 1, -1));
      case CAST_OUT_OF_RANGE ->
          node("Cast", reals(1.5, on ? 0x1p31 : 0x1.fffffep30, on ? NAN : -0x1p31))
              .with("to", INT32.onnx());
      case SHIFT_PAST_WIDTH ->
          node("BitShift", of(UINT8, 3, 3), of(UINT8, 1, on ? 8 : 7)).with("direction", "LEFT");
      case POWER_OUT_OF_RANGE -> node("Pow", of(INT32, 2, 3), of(INT32, on ? 40 : 30, 2));
      case INDEX_OUT_OF_RANGE -> node("Gather", reals(5, 6, 7), of(INT64, 0, on ? 3 : -3));
      case OVERSIZE_PAD ->
          node("Pad", reals(5, 6, 7), of(INT64, on ? 3 : 2, 0)).with("mode", "reflect");
      case ZERO_SCALE ->
          node("QuantizeLinear", reals(0.0, 3.0), scalar(on ? 0.0 : 1.0), scalar(UINT8, 7));
      case EMPTY_WINDOW ->
          node("MaxPool", Tensor.zeros(FLOAT32, 1, 1, on ? 1 : 2))
              .with("kernel_shape", List.of(2L))
              .with("dilations", List.of(2L))
              .with("pads", List.of(1L, 1L));
      case OUTSIDE_DOMAIN -> node("Dropout", reals(5, 6), scalar(on ? 1.5 : 0.5));
      case DUPLICATE_INDICES ->
          node("ScatterElements", reals(1, 2, 3), of(INT64, 1, on ? 1 : 2), reals(5, 6));
      case UNSORTED_ORDER ->
          node("TopK", reals(1, 3, 2, 4), of(INT64, on ? 3 : 1)).with("sorted", 0);
      case NAN_ORDER -> node("ArgMax", reals(1, on ? NAN : 0, 2));
      case TEXTS_DIFFER ->
          node(
                  "Resize",
                  Tensor.of(FLOAT32, new int[] {1, 3}, 5.0, 6.0, 8.0),
                  reals(),
                  reals(1, on ? 1.5 : 2))
              .with("mode", "linear")
              .with("coordinate_transformation_mode", "align_corners");
      case EQUAL_EXTREMES -> node("ArgMax", reals(3, 1, on ? 3 : 2));
      case ROUNDING_TIE -> node("Round", reals(0.4, on ? 2.5 : 2.6));
      case NAN_EXTREME -> node("Max", reals(on ? NAN : 0, 1), reals(0, 2));
      case EMPTY_FOLD -> node("ReduceSum", Tensor.zeros(FLOAT32, 2, on ? 0 : 1), of(INT64, 1));
      case SPECIAL_FLOATS -> node("Neg", reals(on ? -0.0 : 0, 1));
    };
  }

  private static Example node(String operator, Tensor... inputs) {
    return new Example(operator, Map.of(), List.of(inputs));
  }

  private Example with(String name, Attribute value) {
    Map<String, Attribute> more = new LinkedHashMap<>(attributes);
    more.put(name, value);
    return new Example(operator, more, inputs);
  }

  private Example with(String name, long value) {
    return with(name, Attribute.of(value));
  }

  private Example with(String name, String value) {
    return with(name, Attribute.of(value));
  }

  private Example with(String name, List<Long> values) {
    return with(name, Attribute.ofInts(values));
  }

  private static Tensor of(DType type, long... numbers) {
    return Tensor.of(type, new int[] {numbers.length}, numbers);
  }

  private static Tensor reals(double... numbers) {
    return Tensor.of(FLOAT32, new int[] {numbers.length}, numbers);
  }

  private static Tensor scalar(double number) {
    return Tensor.of(FLOAT32, new int[0], number);
  }

  private static Tensor scalar(DType type, long number) {
    return Tensor.of(type, new int[0], number);
  }

  private DType type() {
    return switch (operator) {
      case "Cast" -> INT32;
      case "ArgMax" -> INT64;
      case "QuantizeLinear" -> UINT8;
      default -> inputs.get(0).type();
    };
  }

  /** As a test. */
  Found found() {
    Map<String, Tensor> feeds = new LinkedHashMap<>();
    inputs.forEach(t -> feeds.put("x" + feeds.size(), t));
    List<Value> values = new ArrayList<>();
    feeds.forEach((name, t) -> values.add(new Value(name, TensorType.of(t))));
    List<Value> made = new ArrayList<>();
    made.add(new Value("y", TensorType.ofUnknownRank(type())));
    if (operator.equals("TopK")) {
      made.add(new Value("places", TensorType.ofUnknownRank(INT64)));
    }
    List<String> outputs = made.stream().map(Value::name).toList();
    Node node = Node.of(operator, List.copyOf(feeds.keySet()), outputs, attributes);
    Graph graph = new Graph("g", Map.of("", 17), values, Map.of(), List.of(node), made);
    return new Found(graph, feeds, Found.How.NONE, 0);
  }
}
