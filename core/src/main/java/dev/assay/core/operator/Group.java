package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sqrt;
import static dev.assay.core.expr.Stage.stage;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Elements taken together along some axes: what reductions fold and normalisations divide by.
 *
 * @param over the sizes of those axes
 * @param kept the whole shape with 1 in their places: one point for each group
 */
record Group(Stage x, List<Integer> axes, Dims over, Dims kept) {

  static Group of(Stage x, List<Integer> axes) {
    Dims kept = x.shape().with(axes, Dims.ones(axes.size()));
    return new Group(x, axes, x.shape().take(axes), kept);
  }

  /** The number of elements of a group, in their type. */
  Expr count() {
    return number(x.type(), over.product());
  }

  /** The terms of the group at {@code i}, combined. */
  Expr fold(Prim prim, Dims i, UnaryOperator<Expr> term) {
    return Expr.fold(prim, over, k -> term.apply(x.at(i.with(axes, k))));
  }

  /** The terms of each group, combined. */
  Stage fold(Prim prim, UnaryOperator<Expr> term) {
    return stage(kept, i -> fold(prim, i, term));
  }

  /** The greatest or the least of each group. */
  Stage extreme(Prim prim) {
    return fold(prim, x -> x);
  }

  Stage mean() {
    return stage(kept, i -> mean(i, v -> v));
  }

  private Expr mean(Dims i, UnaryOperator<Expr> term) {
    return fold(Prim.ADD, i, term).over(count());
  }

  /**
   * The mean of shares, each divided before it is added: its errors are those of a mean that is
   * kept up as elements come (Welford 1962), which rounds at each of them. On its way to four
   * elements it divides by 3, so no share counts as exact.
   */
  Stage runningMean() {
    return runningMean(v -> v);
  }

  private Stage runningMean(UnaryOperator<Expr> term) {
    Stage shares = Stage.rounded(x.shape(), i -> term.apply(x.at(i)).over(count()));
    return new Group(shares, axes, over, kept).fold(Prim.ADD, v -> v);
  }

  /**
   * The variance, and no less than 0: as a difference, whose errors cover those of the mean square
   * distance from the mean unless it is exact.
   */
  Stage variance(Stage mean) {
    Stage difference = positive(difference(mean));
    Stage distance = stage(kept, i -> mean(i, v -> v.minus(mean.at(i)).squared()));
    // in an enclosure the test is open where the distance is rounded, and holds both
    return stage(
        kept, i -> difference.at(i).is(distance.at(i)).then(difference.at(i), distance.at(i)));
  }

  private static Stage positive(Stage variance) {
    return stage(variance.shape(), i -> variance.at(i).max(0));
  }

  /**
   * The variance as ONNX's function bodies compute it: the mean of the squares less the square of
   * the mean.
   */
  Stage difference(Stage mean) {
    return stage(kept, i -> mean(i, Expr::squared).minus(mean.at(i).squared()));
  }

  /** The square root of the variance and a little more, so that it divides. */
  Stage deviation(Stage mean, double epsilon) {
    return root(variance(mean), epsilon);
  }

  /** The deviation from means that are kept up as elements come. */
  Stage runningDeviation(Stage mean, double epsilon) {
    Stage squares = runningMean(Expr::squared);
    Stage variance = stage(kept, i -> squares.at(i).minus(mean.at(i).squared()));
    return root(positive(variance), epsilon);
  }

  private static Stage root(Stage variance, double epsilon) {
    return stage(variance.shape(), i -> sqrt(variance.at(i).plus(epsilon)));
  }

  /** Elements less their group's mean, divided by its deviation. */
  Stage standardised(Stage mean, Stage deviation) {
    return stage(x.shape(), i -> x.at(i).minus(mean.spread(i)).over(deviation.spread(i)));
  }

  Stage standardised(double epsilon) {
    Stage mean = mean();
    return standardised(mean, deviation(mean, epsilon));
  }
}
