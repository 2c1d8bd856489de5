package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.ANY;
import static dev.assay.core.tensor.DType.INDICES;
import static dev.assay.core.tensor.DType.INT64;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Operators that read at places that are data; a negative place counts from the back. */
final class Gathers {
  private Gathers() {}

  /** Slices of the data at places along an axis. */
  static final Operator GATHER =
      operator(
          "Gather",
          13,
          "data indices -> output",
          op -> {
            Stage x = op.input("data", ANY, 1, Draft.ANY_RANK);
            Stage places = op.input("indices", INDICES);
            int axis = op.axis("axis", 0, x.rank());
            within(op, places, x.dim(axis));
            int after = axis + places.rank();
            op.output(
                "output",
                stage(
                    x.shape().first(axis).and(places.shape()).and(x.shape().from(axis + 1)),
                    i -> {
                      Dim place = place(places, i.first(after).from(axis), x.dim(axis));
                      return x.at(i.first(axis).and(place).and(i.from(after)));
                    }));
          });

  /** For each element of the indices, the data's element at that place along the axis. */
  static final Operator GATHER_ELEMENTS =
      operator(
          "GatherElements",
          13,
          "data indices -> output",
          op -> {
            Stage x = op.input("data", ANY, 1, Draft.ANY_RANK);
            Stage places = op.input("indices", INDICES, x.rank(), x.rank());
            int axis = op.axis("axis", 0, x.rank());
            for (int a = 0; a < x.rank(); a++) {
              if (a != axis) {
                op.require(places.dim(a).atMost(x.dim(a)), "the indices lie within the data");
              }
            }
            within(op, places, x.dim(axis));
            op.output(
                "output",
                stage(places.shape(), i -> x.at(i.with(axis, place(places, i, x.dim(axis))))));
          });

  /** Slices of the data at points, each a row of the indices; leading axes are matched. */
  static final Operator GATHER_ND =
      operator(
          "GatherND",
          13,
          "data indices -> output",
          op -> {
            Stage x = op.input("data", ANY, 1, Draft.ANY_RANK);
            Stage points = op.input("indices", Set.of(INT64), 1, Draft.ANY_RANK);
            int batch =
                op.integer("batch_dims", 0, Range.of(0, Math.min(x.rank(), points.rank()) - 1L));
            op.require(points.shape().first(batch), x.shape().first(batch), "the batches agree");
            int length = pointLength(op, points, x.rank() - batch);
            int rows = points.rank() - 1;
            Dims bounds = x.shape().from(batch).first(length);
            within(op, points, bounds);
            op.output(
                "output",
                stage(
                    points.shape().but(1).and(x.shape().from(batch + length)),
                    i ->
                        x.at(
                            i.first(batch)
                                .and(point(points, i.first(rows), bounds))
                                .and(i.from(rows)))));
          });

  /** How many numbers each point has: the last size of the indices. */
  static int pointLength(Draft op, Stage points, int most) {
    Dim last = points.dim(-1);
    return 1 + op.which(IntStream.rangeClosed(1, most).mapToObj(last::is).toArray(Dim.Rule[]::new));
  }

  /** Places lie along an axis of a size, from its beginning or from its end. */
  static void within(Draft op, Stage places, Dim size) {
    // where the axis is empty there can be no place on it
    op.which(size.atLeast(1), places.shape().product().is(0));
    op.within(places, dim(0).minus(size), size, "an index lies on its axis");
  }

  /** The points' numbers lie along axes of sizes. */
  static void within(Draft op, Stage points, Dims sizes) {
    for (Dim size : sizes.list()) {
      op.which(size.atLeast(1), points.shape().product().is(0));
    }
    op.withinEach(points, sizes, "an index lies on its axis");
  }

  /** An index read from data, counted from the beginning of an axis. */
  static Dim place(Stage places, Dims at, Dim size) {
    return element(places.at(at)).mod(size);
  }

  /** A point read from a row of data. */
  static Dims point(Stage points, Dims row, Dims sizes) {
    return Dims.each(sizes.rank(), k -> place(points, row.and(dim(k)), sizes.get(k)));
  }

  static final List<Operator> ALL = List.of(GATHER, GATHER_ELEMENTS, GATHER_ND);
}
