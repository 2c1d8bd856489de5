package dev.assay.verify.property;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/** The inputs between two corners, in exact decimals. */
public record Box(List<BigDecimal> low, List<BigDecimal> high) {
  public Box {
    low = List.copyOf(low);
    high = List.copyOf(high);
    if (low.size() != high.size()) {
      throw new IllegalArgumentException("the corners of a box have different sizes");
    }
  }

  public int dimension() {
    return low.size();
  }

  /** Whether there is a point in it. */
  public boolean isEmpty() {
    for (int k = 0; k < low.size(); k++) {
      if (low.get(k).compareTo(high.get(k)) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether a number lies in it along a dimension. */
  public boolean holds(int dimension, double x) {
    BigDecimal exact = new BigDecimal(x);
    return exact.compareTo(low.get(dimension)) >= 0 && exact.compareTo(high.get(dimension)) <= 0;
  }

  /** Whether a point lies in it. */
  public boolean holds(List<BigDecimal> point) {
    for (int k = 0; k < point.size(); k++) {
      if (point.get(k).compareTo(low.get(k)) < 0 || point.get(k).compareTo(high.get(k)) > 0) {
        return false;
      }
    }
    return true;
  }

  /** The point of it that is nearest to a point. */
  public List<BigDecimal> nearest(List<BigDecimal> point) {
    return IntStream.range(0, point.size())
        .mapToObj(k -> point.get(k).max(low.get(k)).min(high.get(k)))
        .toList();
  }

  /** The greatest doubles that are at most the lower ends. */
  public double[] lowDoubles() {
    return low.stream().mapToDouble(Box::down).toArray();
  }

  /** The least doubles that are at least the upper ends. */
  public double[] highDoubles() {
    return high.stream().mapToDouble(x -> -down(x.negate())).toArray();
  }

  private static double down(BigDecimal x) {
    double d = x.doubleValue();
    return new BigDecimal(d).compareTo(x) > 0 ? Math.nextDown(d) : d;
  }
}
