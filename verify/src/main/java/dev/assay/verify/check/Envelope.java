package dev.assay.verify.check;

import java.math.BigInteger;

/** Two lines between which a function of a unit lies over the range of that, on the grid. */
record Envelope(Slant below, Slant above) {

  /** A line on the grid: {@code slope * 2^lift} times the unit, plus a constant. */
  record Slant(long slope, int lift, long constant) {}

  /**
   * Lines around a function.
   *
   * @param l the least that its argument can be
   * @param h the greatest
   * @param from the exponent by which the argument is divided
   * @param to that of the function
   * @param low the least that the function can be as it is computed, on the grid
   * @param high the greatest
   */
  static Envelope of(
      Function f, BigInteger l, BigInteger h, int from, int to, long low, long high) {
    Side below = new Side(f, l, h, from, to, true, low);
    Side above = new Side(f, l, h, from, to, false, high);
    if (l.equals(h)) {
      return new Envelope(below.flat(), above.flat());
    }
    return switch (f.bend(l, h)) {
      case UP -> new Envelope(below.tangent(), above.chord());
      case DOWN -> new Envelope(below.chord(), above.tangent());
      case BOTH_WAYS -> new Envelope(below.throughEnd(), above.throughEnd());
    };
  }

  /** A slope on the grid, and what it is. */
  private record Slope(long number, int lift, BigInteger exact) {
    private static final int FINER = Enclosure.BITS - Grid.BITS;
    private static final int MOST_LIFT = 60;

    /** The next that is at most one that is wanted; 0 where that is too great or too small. */
    static Slope of(BigInteger wanted, int from, int to) {
      int lift = Math.max(0, wanted.bitLength() - Enclosure.BITS + from - to);
      int shift = lift + to - from + FINER;
      if (lift > MOST_LIFT || shift < 0) {
        return new Slope(0, 0, BigInteger.ZERO);
      }
      BigInteger number = Enclosure.shifted(wanted, -shift);
      return new Slope(number.longValueExact(), lift, number.shiftLeft(shift));
    }
  }

  /** The lines on one side of a function; products of two enclosed numbers have twice the bits. */
  private record Side(
      Function f, BigInteger l, BigInteger h, int from, int to, boolean isBelow, long level) {

    Slant flat() {
      return new Slant(0, 0, level);
    }

    /** The tangent in the middle, moved so far as its slope may be off. */
    Slant tangent() {
      BigInteger m = l.add(h).shiftRight(1);
      if (m.signum() == 0 && f == Function.SQRT) {
        return flat();
      }
      Enclosure slopes = f.slope(m);
      Slope s = Slope.of(slopes.low(), from, to);
      BigInteger off = slopes.distance(s.exact).multiply(h.subtract(m));
      return line(s, isBelow ? constant(s, m).subtract(off) : constant(s, m).add(off));
    }

    /** What bends away from its chord is furthest on this side at an end, whatever the slope. */
    Slant chord() {
      BigInteger rise = f.at(h).low().subtract(f.at(l).low());
      Slope s = Slope.of(rise.shiftLeft(Enclosure.BITS).divide(h.subtract(l)), from, to);
      BigInteger first = constant(s, l);
      BigInteger last = constant(s, h);
      return line(s, isBelow ? first.min(last) : first.max(last));
    }

    /** No slope is less than both at the ends: so less a line of at most these, it grows. */
    Slant throughEnd() {
      Slope s = Slope.of(f.slope(l).low().min(f.slope(h).low()), from, to);
      return line(s, constant(s, isBelow ? l : h));
    }

    /** What the constant of a line is that touches the function at a point. */
    private BigInteger constant(Slope s, BigInteger x) {
      Enclosure y = f.at(x);
      BigInteger nearer = isBelow ? y.low() : y.high();
      return nearer.shiftLeft(Enclosure.BITS).subtract(s.exact.multiply(x));
    }

    private Slant line(Slope s, BigInteger constant) {
      int shift = -Enclosure.BITS - Slope.FINER - to;
      BigInteger c =
          isBelow
              ? Enclosure.shifted(constant, shift)
              : Enclosure.shifted(constant.negate(), shift).negate();
      return c.bitLength() > Grid.BITS ? flat() : new Slant(s.number, s.lift, c.longValueExact());
    }
  }
}
