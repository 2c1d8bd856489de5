package dev.assay.oracle.metamorphic;

import static dev.assay.oracle.metamorphic.Exactness.MOVES;
import static dev.assay.oracle.metamorphic.Exactness.REALS;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Rules by which a value, or what one node reads of it, goes through nodes that give it back: an
 * optimiser ought to take them out.
 */
final class Detours {
  private static final long END = Long.MAX_VALUE;

  private static final Map<DType, List<DType>> WIDER =
      Map.of(
          DType.FLOAT16, List.of(DType.FLOAT32, DType.FLOAT64),
          DType.BFLOAT16, List.of(DType.FLOAT32),
          DType.FLOAT32, List.of(DType.FLOAT64),
          DType.INT8, List.of(DType.INT32, DType.INT64, DType.FLOAT32),
          DType.UINT8, List.of(DType.INT32, DType.INT64, DType.FLOAT32),
          DType.INT16, List.of(DType.INT32, DType.FLOAT32),
          DType.INT32, List.of(DType.INT64, DType.FLOAT64),
          DType.BOOL, List.of(DType.INT32, DType.INT64, DType.FLOAT32, DType.UINT8));

  static final List<Rewrite> ALL =
      List.of(
          detour(
              "identity",
              MOVES,
              "x becomes Identity(x)",
              t -> true,
              (s, x, t, c) -> s.call("Identity", x)),
          detour(
              "transpose-twice",
              MOVES,
              "x becomes Transpose(Transpose(x)), there and back",
              t -> t.rank() >= 2,
              Detours::transposed),
          detour(
              "transpose-around",
              MOVES,
              "x becomes Transpose of Transpose of Transpose(x), around and back",
              t -> t.rank() >= 3,
              Detours::turnedAround),
          detour(
              "reshape-twice",
              MOVES,
              "x becomes Reshape(Reshape(x)), flat and back",
              t -> t.size() > 0,
              Detours::flattened),
          detour(
              "unsqueeze-squeeze",
              MOVES,
              "x gets an axis of size 1 and loses it again",
              t -> true,
              (s, x, t, c) -> {
                String axis = s.numbers(c.between(0, t.rank()));
                return s.call("Squeeze", s.call("Unsqueeze", x, axis), axis);
              }),
          detour(
              "split-concat",
              MOVES,
              "x is cut in two along an axis and joined again",
              t -> axis(t, 2).isPresent(),
              Detours::cut),
          detour(
              "concat-slice",
              MOVES,
              "x is joined with itself along an axis, and one half is taken",
              t -> axis(t, 1).isPresent(),
              Detours::halved),
          detour(
              "slice-whole",
              MOVES,
              "x becomes all of x along an axis",
              t -> axis(t, 1).isPresent(),
              (s, x, t, c) -> {
                String axis = s.numbers(c.between(0, t.rank() - 1));
                return s.call("Slice", x, s.numbers(0), s.numbers(END), axis);
              }),
          detour(
              "reverse-twice",
              MOVES,
              "x is turned round along an axis, twice",
              t -> axis(t, 2).isPresent(),
              (s, x, t, c) -> {
                String axis = s.numbers(c.between(0, t.rank() - 1));
                return reversed(s, reversed(s, x, axis), axis);
              }),
          detour(
              "gather-all",
              MOVES,
              "x becomes each of its slices along an axis, in order",
              t -> axis(t, 1).isPresent(),
              (s, x, t, c) -> {
                int axis = c.between(0, t.rank() - 1);
                long[] all = IntStream.range(0, t.shape()[axis]).asLongStream().toArray();
                return s.call(
                    "Gather", Map.of("axis", Attribute.of((long) axis)), x, s.numbers(all));
              }),
          detour(
              "expand-to-itself",
              MOVES,
              "x is expanded to the shape that it has",
              t -> true,
              (s, x, t, c) -> s.call("Expand", x, shape(s, t.shape()))),
          detour(
              "pad-nothing",
              MOVES,
              "x gets a border of width 0",
              t -> t.rank() > 0,
              (s, x, t, c) -> s.call("Pad", x, s.numbers(new long[2 * t.rank()]))),
          detour(
              "cast-wider",
              REALS,
              "x is cast to a type that holds all of its numbers, and back",
              t -> WIDER.containsKey(t.type()),
              (s, x, t, c) -> {
                DType wider = c.of(WIDER.getOrDefault(t.type(), List.of()));
                return cast(s, cast(s, x, wider), t.type());
              }),
          detour(
              "negate-twice",
              REALS,
              "x becomes -(-x)",
              t -> t.type() != DType.BOOL && t.type().isSigned(),
              (s, x, t, c) -> s.call("Neg", s.call("Neg", x))),
          detour(
              "add-zero",
              REALS,
              "x becomes x + (-0.0), or of integers x + 0",
              t -> t.type() != DType.BOOL,
              (s, x, t, c) -> s.call("Add", x, s.constant(scalar(t.type(), -0.0)))),
          detour(
              "multiply-by-one",
              REALS,
              "x becomes x * 1",
              t -> t.type() != DType.BOOL,
              (s, x, t, c) -> s.call("Mul", s.constant(scalar(t.type(), 1)), x)),
          detour(
              "same-either-way",
              MOVES,
              "x becomes x where a condition holds, and x elsewhere",
              t -> true,
              (s, x, t, c) -> s.call("Where", s.constant(truth(c.flag())), x, x)),
          detour(
              "greatest-of-itself",
              REALS,
              "x becomes Max(x, x) or Min(x, x)",
              t -> t.type() != DType.BOOL,
              (s, x, t, c) -> s.call(c.flag() ? "Max" : "Min", x, x)),
          detour(
              "and-itself",
              MOVES,
              "a truth value becomes And(x, x) or Or(x, x)",
              t -> t.type() == DType.BOOL,
              (s, x, t, c) -> s.call(c.flag() ? "And" : "Or", x, x)));

  private Detours() {}

  /** Nodes that make of a value itself. */
  private interface Way {
    String go(Surgery surgery, String x, Tensor t, Choices choices);
  }

  private static Rewrite detour(
      String name, Exactness exactness, String what, Predicate<Tensor> where, Way way) {
    return new Rewrite(
        name,
        exactness,
        what,
        (surgery, choices) -> {
          Optional<String> value = surgery.scene().value(choices, where);
          value.ifPresent(x -> take(surgery, x, way, choices));
          return value.isPresent();
        });
  }

  private static void take(Surgery surgery, String x, Way way, Choices choices) {
    String back = way.go(surgery, x, surgery.scene().value(x), choices);
    List<Node> readers = surgery.nodes().stream().filter(n -> n.inputs().contains(x)).toList();
    if (readers.isEmpty() || choices.flag()) {
      surgery.behind(x, back);
    } else {
      Node reader = choices.of(readers);
      surgery.before(reader, reader.inputs().indexOf(x), back);
    }
  }

  /** The first axis of at least a size. */
  private static Optional<Integer> axis(Tensor t, int least) {
    return IntStream.range(0, t.rank()).filter(a -> t.shape()[a] >= least).boxed().findFirst();
  }

  private static int axis(Tensor t, int least, Choices choices) {
    return choices.of(
        IntStream.range(0, t.rank()).filter(a -> t.shape()[a] >= least).boxed().toList());
  }

  static String shape(Surgery s, int[] shape) {
    return s.numbers(Arrays.stream(shape).asLongStream().toArray());
  }

  static Tensor scalar(DType type, double number) {
    return type.isFloat()
        ? Tensor.of(type, new int[0], number)
        : Tensor.of(type, new int[0], (long) number);
  }

  private static Tensor truth(boolean value) {
    return Tensor.of(DType.BOOL, new int[0], value ? 1L : 0L);
  }

  private static String transposed(Surgery s, String x, Tensor t, Choices c) {
    Order order = Order.drawn(t.rank(), c);
    return order.inverse().of(s, order.of(s, x));
  }

  private static String turnedAround(Surgery s, String x, Tensor t, Choices c) {
    Order first = Order.drawn(t.rank(), c);
    Order second = Order.drawn(t.rank(), c);
    return first.then(second).inverse().of(s, second.of(s, first.of(s, x)));
  }

  private static String flattened(Surgery s, String x, Tensor t, Choices c) {
    String flat = s.call("Reshape", x, c.flag() ? s.numbers(-1) : s.numbers(1, t.size()));
    return s.call("Reshape", flat, shape(s, t.shape()));
  }

  private static String cut(Surgery s, String x, Tensor t, Choices c) {
    int axis = axis(t, 2, c);
    int size = t.shape()[axis];
    int first = c.between(1, size - 1);
    return Cut.of(s, x, axis, first, size).joined(s);
  }

  private static String halved(Surgery s, String x, Tensor t, Choices c) {
    int axis = axis(t, 1, c);
    int size = t.shape()[axis];
    String twice = s.call("Concat", Map.of("axis", Attribute.of((long) axis)), x, x);
    int from = c.flag() ? 0 : size;
    return s.call("Slice", twice, s.numbers(from), s.numbers(from + size), s.numbers(axis));
  }

  private static String reversed(Surgery s, String x, String axis) {
    return s.call("Slice", x, s.numbers(-1), s.numbers(-END), axis, s.numbers(-1));
  }

  private static String cast(Surgery s, String x, DType to) {
    return s.call("Cast", Map.of("to", Attribute.of((long) to.onnx())), x);
  }
}
