package dev.assay.cli;

import dev.assay.core.tensor.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The error of a function as it was measured: at most {@code 2 * ulps * u * |y| + units * u} beyond
 * a rounding.
 *
 * @param ratio the greatest distance from the middle of the common enclosure, in radii
 */
record MeasuredError(double ulps, double units, double ratio) {

  ErrorTable.Row row(Set<String> levels, DType type, String operator) {
    return new ErrorTable.Row(levels, type, operator, ulps, units, ratio);
  }

  /** The least bound on some errors. */
  static final class Fit {
    /** How often the range of the relative part is cut. */
    private static final int CUTS = 200;

    private final double unit;
    private final List<double[]> points = new ArrayList<>();
    private double relative;

    /**
     * @param unit the unit roundoff of the type
     */
    Fit(double unit) {
      this.unit = unit;
    }

    /** Takes in the error of a result of a size. */
    void add(double size, double error) {
      if (error > 0) {
        points.add(new double[] {size, error / unit});
        relative = Math.max(relative, error / unit / (2 * size));
      }
    }

    /**
     * The bound that allows least to a result of size 1, by a search over the relative part; a
     * relative one alone where that costs no more than half as much again.
     */
    MeasuredError error(double ratio) {
      if (relative == Double.POSITIVE_INFINITY) {
        return new MeasuredError(relative, relative, rounded(ratio));
      }
      double low = 0;
      double high = relative;
      for (int c = 0; c < CUTS; c++) {
        double a = low + (high - low) / 3;
        double b = high - (high - low) / 3;
        if (2 * a + units(a) <= 2 * b + units(b)) {
          high = b;
        } else {
          low = a;
        }
      }
      double ulps = 2 * relative <= 1.5 * (2 * high + units(high)) ? relative : high;
      double most = rounded(ulps);
      return new MeasuredError(most, rounded(units(most)), rounded(ratio));
    }

    /** The absolute part that is left beside a relative one. */
    private double units(double ulps) {
      double units = 0;
      for (double[] p : points) {
        units = Math.max(units, p[1] - 2 * ulps * p[0]);
      }
      return units;
    }

    /** Up to three digits, so that it stays a bound. */
    private static double rounded(double x) {
      return x < 1e-3
          ? x > 0 ? 1e-3 : 0
          : x == Double.POSITIVE_INFINITY
              ? x
              : new BigDecimal(x).round(new MathContext(3, RoundingMode.UP)).doubleValue();
    }
  }
}
