package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Expr.not;
import static dev.assay.core.expr.Stage.given;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.ANY;
import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.NUMBERS;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Operators that choose elements by their values; how many is often known by the run alone. */
final class Selections {
  private Selections() {}

  /** The points of all elements that are not zero, one column each. */
  static final Operator NON_ZERO =
      operator(
          "NonZero",
          13,
          "X -> Y",
          op -> {
            Stage x = op.input("X", ANY);
            op.output("Y", given("Y", INT64, Dims.of(dim(x.rank()), op.unknown("count"))));
            op.opaque("data tell how many there are", in -> List.of(nonZero(in.get(0))));
          });

  private static Tensor nonZero(Tensor x) {
    int[] places = IntStream.range(0, x.size()).filter(k -> !Ordering.isZero(x, k)).toArray();
    long[] points = new long[x.rank() * places.length];
    int inner = 1;
    for (int a = x.rank() - 1; a >= 0; a--) {
      for (int k = 0; k < places.length; k++) {
        points[a * places.length + k] = places[k] / inner % x.shape()[a];
      }
      inner *= x.shape()[a];
    }
    return Tensor.of(INT64, new int[] {x.rank(), places.length}, points);
  }

  /** The slices along an axis at which a condition holds; of all elements where none is given. */
  static final Operator COMPRESS =
      operator(
          "Compress",
          13,
          "input condition -> output",
          op -> {
            Stage x = op.input("input", ANY, 1, Draft.ANY_RANK);
            Stage condition = op.input("condition", BOOL, 1);
            boolean flat = !op.has("axis");
            int axis = flat ? 0 : op.axis("axis", 0, x.rank());
            Dims shape = flat ? Dims.of(x.shape().product()) : x.shape();
            op.require(
                condition.dim(0).atMost(shape.get(axis)),
                "the condition is no longer than the axis");
            op.output("output", given("output", x.type(), shape.with(axis, op.unknown("count"))));
            op.opaque(
                "data tell how many there are",
                in -> {
                  Tensor data = flat ? in.get(0).reshaped(in.get(0).size()) : in.get(0);
                  long[] keep = in.get(1).integers();
                  return List.of(
                      Slices.of(data, axis)
                          .take(
                              IntStream.range(0, keep.length).filter(k -> keep[k] != 0).toArray()));
                });
          });

  /**
   * The k greatest or least elements along an axis, with their places; of equal ones the earlier
   * comes first.
   */
  static final Operator TOP_K =
      operator(
          "TopK",
          13,
          "X K -> Values Indices",
          op -> {
            Stage x = op.input("X", NUMBERS, 1, Draft.ANY_RANK);
            Dim k = op.numbers("K", 1, Range.from(0)).get(0);
            int axis = op.axis("axis", -1, x.rank());
            boolean largest = op.flag("largest", true);
            op.require(k.atMost(x.dim(axis)), "there are k elements");
            if (!op.flag("sorted", true)) {
              op.expect(
                  Behaviour.UNSORTED_ORDER,
                  k.atMost(1),
                  "elements that are not sorted come in any order");
            }
            ordered(op, x);
            Dims row = Dims.of(x.dim(axis));
            op.expect(
                Behaviour.EQUAL_EXTREMES,
                stage(
                    x.shape(),
                    i -> Places.isOnce(row, j -> x.at(i.with(axis, j.get(0))).is(x.at(i)))),
                "no other element is as great or small");
            Dims shape = x.shape().with(axis, k);
            op.output("Values", given("Values", x.type(), shape));
            op.output("Indices", given("Indices", INT64, shape));
            op.opaque("it sorts", in -> topK(in.get(0), axis, k.number(), largest));
          });

  private static List<Tensor> topK(Tensor x, int axis, int k, boolean largest) {
    int[] shape = x.shape().clone();
    shape[axis] = k;
    int size = x.shape()[axis];
    int inner = Tensor.size(Arrays.copyOfRange(x.shape(), axis + 1, x.rank()));
    int outer = Tensor.size(Arrays.copyOf(x.shape(), axis));
    int[] places = new int[Tensor.size(shape)];
    long[] indices = new long[places.length];
    for (int row = 0; row < outer * inner; row++) {
      int start = row / inner * size * inner + row % inner;
      Comparator<Integer> order =
          (a, b) -> Ordering.compare(x, start + a * inner, start + b * inner);
      List<Integer> best =
          IntStream.range(0, size)
              .boxed()
              .sorted(largest ? order.reversed() : order)
              .limit(k)
              .toList();
      for (int j = 0; j < k; j++) {
        int to = row / inner * k * inner + j * inner + row % inner;
        places[to] = start + best.get(j) * inner;
        indices[to] = best.get(j);
      }
    }
    return List.of(Slices.pick(x, shape, places), Tensor.of(INT64, shape, indices));
  }

  /** Each element once, or each slice along an axis once, and where and how often it comes. */
  static final Operator UNIQUE =
      operator(
          "Unique",
          13,
          "X -> Y indices? inverse_indices? counts?",
          op -> {
            Stage x = op.input("X", ANY);
            boolean flat = !op.has("axis");
            int axis = flat ? 0 : op.axis("axis", 0, x.rank());
            boolean sorted = op.flag("sorted", true);
            ordered(op, x);
            Dims shape = flat ? Dims.of(x.shape().product()) : x.shape();
            Dim count = op.unknown("count");
            op.output("Y", given("Y", x.type(), shape.with(axis, count)));
            op.output("indices", given("indices", INT64, Dims.of(count)));
            op.output("inverse_indices", given("inverse_indices", INT64, Dims.of(shape.get(axis))));
            op.output("counts", given("counts", INT64, Dims.of(count)));
            op.opaque(
                "it sorts, and data tell how many there are",
                in -> {
                  Tensor data = flat ? in.get(0).reshaped(in.get(0).size()) : in.get(0);
                  return Slices.of(data, axis).unique(sorted);
                });
          });

  /** NaN has no place in an order. */
  private static void ordered(Draft op, Stage x) {
    if (x.type().isFloat()) {
      op.expect(
          Behaviour.NAN_ORDER,
          stage(x.shape(), i -> not(Expr.apply(Prim.IS_NAN, x.at(i)))),
          "NaN has no place in an order");
    }
  }

  /** Boxes by descending score, each but those that overlap a better one too much. */
  static final Operator NON_MAX_SUPPRESSION =
      operator(
          "NonMaxSuppression",
          11,
          "boxes scores max_output_boxes_per_class? iou_threshold? score_threshold?"
              + " -> selected_indices",
          op -> {
            Stage boxes = op.input("boxes", DType.FLOAT32, 3);
            Stage scores = op.input("scores", DType.FLOAT32, 3);
            op.require(boxes.dim(0).is(scores.dim(0)), "boxes and scores have the same batches");
            op.require(boxes.dim(1).is(scores.dim(2)), "every box has a score");
            op.require(boxes.dim(2).is(4), "a box has four numbers");
            single(op, "max_output_boxes_per_class", INT64);
            single(op, "iou_threshold", DType.FLOAT32)
                .ifPresent(
                    t ->
                        op.expect(
                            Behaviour.OUTSIDE_DOMAIN,
                            stage(t.shape(), i -> t.at(i).atLeast(0).and(t.at(i).atMost(1))),
                            "the overlap is a part of the whole"));
            single(op, "score_threshold", DType.FLOAT32);
            boolean centred = op.flag("center_point_box", false);
            op.output(
                "selected_indices",
                given("selected_indices", INT64, Dims.of(op.unknown("count"), dim(3))));
            op.opaque(
                "it sorts, and each choice hangs on those before",
                in -> List.of(Suppression.of(in, centred).selected()));
          });

  /** An optional input of one element. */
  private static Optional<Stage> single(Draft op, String port, DType type) {
    Optional<Stage> input = op.optional(port, Set.of(type), 0, 1);
    input.ifPresent(s -> op.require(s.shape(), Dims.ones(s.rank()), port + " is one number"));
    return input;
  }

  static final List<Operator> ALL = List.of(NON_ZERO, COMPRESS, TOP_K, UNIQUE, NON_MAX_SUPPRESSION);
}
