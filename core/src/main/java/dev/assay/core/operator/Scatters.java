package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.fold;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.ANY;
import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.INDICES;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.NUMBERS;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Operators that write at places that are data. Each is told from the side of the result: every
 * element looks through the updates for those that go to it.
 */
final class Scatters {
  private Scatters() {}

  /** The data with each update put, or combined with what is, at its place along an axis. */
  static final Operator SCATTER_ELEMENTS =
      operator(
          "ScatterElements",
          13,
          "data indices updates -> output",
          op -> {
            Optional<Prim> reduction = reduction(op);
            Stage x = op.input("data", reduction.isEmpty() ? ANY : NUMBERS, 1, Draft.ANY_RANK);
            Stage places = op.input("indices", INDICES, x.rank(), x.rank());
            Stage updates = op.input("updates", x.type(), places.shape(), "an update per index");
            int axis = op.axis("axis", 0, x.rank());
            for (int a = 0; a < x.rank(); a++) {
              if (a != axis) {
                op.require(places.dim(a).atMost(x.dim(a)), "the updates lie within the data");
              }
            }
            Gathers.within(op, places, x.dim(axis));
            Expr nowhere = number(places.type(), dim(0).minus(x.dim(axis)).minus(1));
            Dims along = Dims.of(places.dim(axis));
            Scatter scatter =
                new Scatter(
                    along,
                    (i, k) ->
                        fromFront(places.at(i.with(axis, k.get(0)), nowhere), x.dim(axis))
                            .is(number(INT64, i.get(axis))));
            if (reduction.isPresent()) {
              Prim prim = reduction.get();
              op.output(
                  "output",
                  stage(
                      x.shape(),
                      i ->
                          scatter.combined(
                              prim,
                              i,
                              x.at(i),
                              k -> updates.at(i.with(axis, k.get(0)), x.zero()))));
              return;
            }
            Stage last = stage(x.shape(), scatter::last);
            op.expect(
                Behaviour.DUPLICATE_INDICES,
                places.dim(axis).atMost(x.dim(axis)),
                "there is a place for each update");
            op.expect(
                Behaviour.DUPLICATE_INDICES,
                stage(
                    places.shape(),
                    k ->
                        last.at(k.with(axis, Gathers.place(places, k, x.dim(axis))))
                            .is(number(INT64, k.get(axis)))),
                "no two updates go to the same place");
            op.output(
                "output",
                stage(x.shape(), i -> updates.at(i.with(axis, element(last.at(i))), x.at(i))));
          });

  /** The data with each slice of updates put, or combined with what is, at its point. */
  static final Operator SCATTER_ND =
      operator(
          "ScatterND",
          13,
          "data indices updates -> output",
          op -> {
            Optional<Prim> reduction = reduction(op);
            Stage x = op.input("data", reduction.isEmpty() ? ANY : NUMBERS, 1, Draft.ANY_RANK);
            Stage points = op.input("indices", Set.of(INT64), 1, Draft.ANY_RANK);
            int length = Gathers.pointLength(op, points, x.rank());
            Dims rows = points.shape().but(1);
            Stage updates =
                op.input(
                    "updates",
                    x.type(),
                    rows.and(x.shape().from(length)),
                    "a slice of updates per point");
            Dims bounds = x.shape().first(length);
            Gathers.within(op, points, bounds);
            Scatter scatter = new Scatter(rows, (i, k) -> goesTo(points, k, i, bounds));
            if (reduction.isPresent()) {
              Prim prim = reduction.get();
              op.output(
                  "output",
                  stage(
                      x.shape(),
                      i ->
                          scatter.combined(
                              prim,
                              i.first(length),
                              x.at(i),
                              k -> updates.at(k.and(i.from(length))))));
              return;
            }
            Stage last = stage(bounds, scatter::last);
            op.expect(
                Behaviour.DUPLICATE_INDICES,
                rows.product().atMost(bounds.product()),
                "there is a place for each update");
            op.expect(
                Behaviour.DUPLICATE_INDICES,
                stage(
                    rows,
                    k ->
                        last.at(Gathers.point(points, k, bounds))
                            .is(number(INT64, RowMajor.offset(k, rows)))),
                "no two updates go to the same place");
            op.output(
                "output",
                stage(
                    x.shape(),
                    i -> {
                      Expr update = last.at(i.first(length));
                      Dims row = RowMajor.point(element(update.max(0)), rows);
                      return update
                          .atLeast(0)
                          .then(updates.at(row.and(i.from(length)), x.zero()), x.at(i));
                    }));
          });

  private static Optional<Prim> reduction(Draft op) {
    if (op.opset() < 16) {
      return Optional.empty();
    }
    String word =
        op.opset() < 18
            ? op.word("reduction", "none", "add", "mul")
            : op.word("reduction", "none", "add", "mul", "max", "min");
    return switch (word) {
      case "add" -> Optional.of(Prim.ADD);
      case "mul" -> Optional.of(Prim.MUL);
      case "max" -> Optional.of(Prim.MAX);
      case "min" -> Optional.of(Prim.MIN);
      default -> Optional.empty();
    };
  }

  private static Expr fromFront(Expr place, Dim size) {
    Expr index = place.to(INT64);
    return index.lessThan(0).then(index.plus(number(INT64, size)), index);
  }

  private static Expr goesTo(Stage points, Dims row, Dims target, Dims bounds) {
    return Draft.allAxes(bounds.rank()).stream()
        .map(
            a ->
                fromFront(points.at(row.and(dim(a))), bounds.get(a))
                    .is(number(INT64, target.get(a))))
        .reduce(number(BOOL, 1L), Expr::and);
  }

  /**
   * Updates laid out over {@code rows}, of which some go to a target.
   *
   * @param goesTo whether to a target goes the update at a row
   */
  private record Scatter(Dims rows, BiFunction<Dims, Dims, Expr> goesTo) {

    /** The last row whose update goes to the target; negative where none does. */
    Expr last(Dims target) {
      Expr none = number(INT64, -1L);
      return fold(
              Prim.MAX,
              rows,
              k -> goesTo.apply(target, k).then(number(INT64, RowMajor.offset(k, rows)), none))
          .max(none);
    }

    /** What is at the target, combined with all updates that go there, in any order. */
    Expr combined(Prim prim, Dims target, Expr here, Function<Dims, Expr> update) {
      Expr neutral = prim == Prim.ADD ? here.like(0) : prim == Prim.MUL ? here.like(1) : here;
      return fold(
          prim,
          rows.product().plus(1),
          k -> {
            Dims row = RowMajor.point(k.minus(1).max(0), rows);
            Expr other = goesTo.apply(target, row).then(update.apply(row), neutral);
            return number(INT64, k).is(0).then(here, other);
          });
    }
  }

  /** A cache with new entries written from an index on, for each sample of a batch. */
  static final Operator TENSOR_SCATTER =
      operator(
          "TensorScatter",
          24,
          "past_cache update write_indices? -> present_cache",
          op -> {
            Stage past = op.input("past_cache", ANY, 2, Draft.ANY_RANK);
            Stage update = op.input("update", Set.of(past.type()), past.rank(), past.rank());
            int axis = op.axis("axis", -2, past.rank());
            op.require(axis != 0, "axis 0 is the batch");
            op.require(
                update.shape().without(List.of(axis)),
                past.shape().without(List.of(axis)),
                "the update is as the cache but for its length");
            Dim most = past.dim(axis);
            op.require(update.dim(axis).atMost(most), "the update is no longer than the cache");
            boolean circular = op.word("mode", "linear", "circular").equals("circular");
            Optional<Stage> starts =
                op.optional(
                    "write_indices", INT64, past.shape().first(1), "one index for each sample");
            starts.ifPresent(
                s ->
                    op.within(
                        s,
                        dim(0),
                        circular ? dim(Range.FAR) : most.minus(update.dim(axis)).plus(1),
                        "the update fits the cache"));
            op.output(
                "present_cache",
                stage(
                    past.shape(),
                    i -> {
                      Dim start =
                          starts.map(s -> start(s.at(i.get(0)), circular, most)).orElse(dim(0));
                      Dim k = i.get(axis).minus(start);
                      return update.at(i.with(axis, circular ? k.mod(most) : k), past.at(i));
                    }));
          });

  private static Dim start(Expr given, boolean circular, Dim most) {
    return element(circular ? Expr.apply(Prim.MOD, given, number(INT64, most)) : given);
  }

  static final List<Operator> ALL = List.of(SCATTER_ELEMENTS, SCATTER_ND, TENSOR_SCATTER);
}
