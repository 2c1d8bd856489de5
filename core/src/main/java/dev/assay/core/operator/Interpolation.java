package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.abs;
import static dev.assay.core.expr.Expr.floor;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Values between the points of a grid, as sums of their neighbours weighted by distance.
 *
 * @param reach how far a neighbour has weight
 * @param kernel the weight at a distance, continuous and 0 from the reach on
 */
record Interpolation(int reach, UnaryOperator<Expr> kernel) {

  /** Straight lines from point to point. */
  static final Interpolation LINEAR = new Interpolation(1, d -> abs(d).negated().plus(1).max(0));

  /**
   * Cubic convolution with a free coefficient.
   *
   * <p>R. Keys, Cubic convolution interpolation for digital image processing, 1981, equation 4.
   */
  static Interpolation cubic(double a) {
    return new Interpolation(
        2,
        distance -> {
          Expr d = abs(distance);
          Expr c = d.like(a);
          Expr near = d.times(c.plus(2)).minus(c.plus(3)).times(d).times(d).plus(1);
          Expr far =
              d.times(c).minus(c.times(5)).times(d).plus(c.times(8)).times(d).minus(c.times(4));
          // what is 0 at a distance of 1 or 2 is so but for rounding
          return d.atMost(1).then(near, d.atMost(2).then(far, d.like(0)));
        });
  }

  /**
   * The value at real coordinates.
   *
   * @param read the element at a point of the grid, in the type of the coordinates
   */
  Expr at(List<Expr> coordinates, Function<Dims, Expr> read) {
    Dims first = Dims.of(coordinates.stream().map(c -> below(c.to(DType.FLOAT64))).toList());
    return sum(
        Dims.repeat(first.rank(), 2L * reach + 1),
        k -> {
          Dims point = first.plus(k).minus(reach);
          Expr value = read.apply(point);
          for (int a = 0; a < point.rank(); a++) {
            Expr c = coordinates.get(a);
            value = value.times(kernel.apply(number(c.type(), point.get(a)).minus(c)));
          }
          return value;
        });
  }

  /**
   * The grid point below a coordinate of type float64, or the one above if that is near.
   *
   * <p>With one more neighbour on each side it is all one which of the two it is, since the weights
   * are continuous; so a coordinate that rounding moved across a grid point changes nothing.
   */
  static Dim below(Expr coordinate) {
    return element(floor(coordinate.plus(0.01)).to(DType.INT64));
  }
}
