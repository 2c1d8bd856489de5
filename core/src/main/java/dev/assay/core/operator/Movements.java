package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.ANY;
import static dev.assay.core.tensor.DType.INT64;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Operators that give all elements another order or another shape. */
final class Movements {
  private Movements() {}

  /** The axes in another order; reversed where none is given. */
  static final Operator TRANSPOSE =
      operator(
          "Transpose",
          13,
          "data -> transposed",
          op -> {
            Stage x = op.input("data", ANY);
            int rank = x.rank();
            List<Integer> perm =
                op.has("perm")
                    ? op.drawn("perm", rank, Range.of(0, rank - 1))
                    : IntStream.range(0, rank).mapToObj(a -> rank - 1 - a).toList();
            op.require(Set.copyOf(perm).size() == rank, "perm names every axis once");
            op.output(
                "transposed",
                stage(x.shape().take(perm), i -> x.at(Dims.zeros(rank).with(perm, i))));
          });

  /** The same elements, row by row, in another shape. */
  static final Operator RESHAPE =
      operator(
          "Reshape",
          13,
          "data shape -> reshaped",
          op -> {
            Stage x = op.input("data", ANY);
            boolean zeroCopies = op.opset() < 14 || !op.flag("allowzero", false);
            op.output("reshaped", reshaped(x, op.reshaped("shape", x.shape(), zeroCopies)));
          });

  /** A matrix: the axes before one as rows, the others as columns. */
  static final Operator FLATTEN =
      operator(
          "Flatten",
          13,
          "input -> output",
          op -> {
            Stage x = op.input("input", ANY);
            int axis = op.integer("axis", 1, Range.of(-x.rank(), x.rank()));
            op.require(axis <= x.rank(), "the axis is at most the rank");
            int rows = axis < 0 ? axis + x.rank() : axis;
            op.output(
                "output",
                reshaped(
                    x, Dims.of(x.shape().first(rows).product(), x.shape().from(rows).product())));
          });

  private static Stage reshaped(Stage x, Dims shape) {
    return stage(shape, i -> x.at(RowMajor.point(RowMajor.offset(i, shape), x.shape())));
  }

  /** Axes of size 1 left out; all of them where none is given. */
  static final Operator SQUEEZE =
      operator(
          "Squeeze",
          13,
          "data axes? -> squeezed",
          op -> {
            Stage x = op.input("data", ANY);
            List<Integer> axes =
                op.has("axes")
                    ? op.axes("axes", x.rank())
                    : Draft.allAxes(x.rank()).stream().filter(a -> isOne(op, x.dim(a))).toList();
            axes.forEach(a -> op.require(x.dim(a).is(1), "only axes of size 1 are squeezed"));
            op.output("squeezed", x.without(axes));
          });

  private static boolean isOne(Draft op, Dim size) {
    return op.which(size.is(1), size.atLeast(2), size.is(0)) == 0;
  }

  /** Axes of size 1 put in; they are counted in the result. */
  static final Operator UNSQUEEZE =
      operator(
          "Unsqueeze",
          13,
          "data axes -> expanded",
          op -> {
            Stage x = op.input("data", ANY);
            int more = op.length("axes", 0, Draft.ANY_RANK - x.rank());
            List<Integer> axes = op.axes("axes", x.rank() + more);
            Dims shape = x.shape().among(axes).with(axes, Dims.ones(more));
            op.output("expanded", stage(shape, i -> x.at(i.without(axes))));
          });

  /** Tensors one after the other along an axis. */
  static final Operator CONCAT =
      operator(
          "Concat",
          13,
          "inputs* -> concat_result",
          op -> {
            List<Stage> parts = op.alike("inputs", ANY, 1, Draft.ANY_RANK);
            Stage first = parts.get(0);
            int axis = op.axis("axis", 0, first.rank());
            Dims across = first.shape().without(List.of(axis));
            parts.forEach(
                p -> op.require(p.shape().without(List.of(axis)), across, "the other sizes agree"));
            Dim size = parts.stream().map(p -> p.dim(axis)).reduce(dim(0), Dim::plus);
            op.output(
                "concat_result", stage(first.shape().with(axis, size), i -> oneOf(parts, axis, i)));
          });

  /** The element of the part in which a place lies. */
  static Expr oneOf(List<Stage> parts, int axis, Dims i) {
    Stage first = parts.get(0);
    if (parts.size() == 1) {
      return first.at(i, first.zero());
    }
    Dim k = i.get(axis);
    Dim size = first.dim(axis);
    return number(INT64, k)
        .lessThan(number(INT64, size))
        .then(
            first.at(i, first.zero()),
            oneOf(parts.subList(1, parts.size()), axis, i.with(axis, k.minus(size))));
  }

  /** Pieces along an axis: of given sizes, or of one size of which the last may have less. */
  static final Operator SPLIT =
      operator(
          "Split",
          13,
          "input split? -> outputs*",
          op -> {
            Stage x = op.input("input", ANY, 1, Draft.ANY_RANK);
            int axis = op.axis("axis", 0, x.rank());
            int count = op.count("outputs");
            Dims sizes =
                op.has("split")
                    ? op.numbers("split", count, Range.from(0))
                    : evenly(op, x.dim(axis), count);
            op.require(
                sizes.list().stream().reduce(dim(0), Dim::plus).is(x.dim(axis)),
                "the pieces make up the whole");
            for (int k = 0; k < count; k++) {
              Dim start = sizes.first(k).list().stream().reduce(dim(0), Dim::plus);
              op.output(
                  "outputs",
                  k,
                  stage(
                      x.shape().with(axis, sizes.get(k)),
                      i -> x.at(i.with(axis, i.get(axis).plus(start)))));
            }
          });

  private static Dims evenly(Draft op, Dim whole, int count) {
    if (op.opset() < 18) {
      return Dims.each(count, k -> whole.over(count));
    }
    op.drawn("num_outputs", 1, Range.at(count));
    Dim size = whole.overUp(count);
    Dim last = whole.minus(size.times(count - 1L));
    op.require(last.atLeast(0), "something is left for the last piece");
    return Dims.each(count, k -> k < count - 1 ? size : last);
  }

  /** The tensor again and again along its axes. */
  static final Operator TILE =
      operator(
          "Tile",
          13,
          "input repeats -> output",
          op -> {
            Stage x = op.input("input", ANY);
            Dims repeats = Dims.ofNumbers(op.drawn("repeats", x.rank(), Range.from(0)));
            op.output("output", stage(x.shape().times(repeats), i -> x.at(i.mod(x.shape()))));
          });

  /** Axes of size 1 spread to a shape, to which the tensor's own shape is broadcast as well. */
  static final Operator EXPAND =
      operator(
          "Expand",
          13,
          "input shape -> output",
          op -> {
            Stage x = op.input("input", ANY);
            int rank = op.length("shape", 0, Draft.ANY_RANK);
            Dims target = op.numbers("shape", rank, Range.from(0));
            op.output("output", stage(op.broadcast(x.shape(), target), x::spread));
          });

  static final List<Operator> ALL =
      List.of(TRANSPOSE, RESHAPE, FLATTEN, SQUEEZE, UNSQUEEZE, CONCAT, SPLIT, TILE, EXPAND);
}
