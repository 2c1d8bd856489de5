package dev.assay.verify.layer;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.verify.trace.Algebra;
import dev.assay.verify.trace.GraphTrace;
import dev.assay.verify.trace.Traced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Between which numbers each element of a layer and its derivatives by the inputs lie over a box,
 * in real numbers: forward differentiation in intervals that are rounded outwards. Where a
 * derivative jumps it lies between both sides; what jumps itself has none and is refused.
 */
final class Slopes implements Algebra {
  private final int inputs;
  private final GraphTrace trace;
  private boolean rounds;

  /**
   * A number over the box.
   *
   * @param by its derivatives
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Slope(Interval value, Interval[] by) implements Traced {}

  private Slopes(Layer layer, double[] low, double[] high) {
    this.inputs = low.length;
    List<Traced> given = new ArrayList<>();
    for (int k = 0; k < inputs; k++) {
      Interval[] by = still();
      by[k] = Interval.of(1);
      given.add(new Slope(new Interval(low[k], high[k]), by));
    }
    this.trace = GraphTrace.of(layer.reading(), this, "slopes", given::get);
  }

  /**
   * The slopes of a layer over a box.
   *
   * @throws IllegalArgumentException if something of it has none
   */
  static Slopes of(Layer layer, double[] low, double[] high) {
    return new Slopes(layer, low, high);
  }

  private Interval[] still() {
    Interval[] by = new Interval[inputs];
    Arrays.fill(by, Interval.of(0));
    return by;
  }

  /** Whether no step rounds, so that what is true of real numbers is true of floats. */
  boolean areExact() {
    return !rounds;
  }

  /** The slope of an element by an input. */
  Interval of(String value, int k, int input) {
    return output(value, k).by[input];
  }

  /** At least the sum of the absolute slopes of an element. */
  double total(String value, int k) {
    Interval sum = Interval.of(0);
    for (Interval s : output(value, k).by) {
      sum = sum.plus(Interval.of(s.size()));
    }
    return sum.high();
  }

  private Slope output(String value, int k) {
    if (trace.elements(value)[k] instanceof Slope s) {
      return s;
    }
    throw new IllegalArgumentException(
        "an output has no slopes\n  required : floats\n  but      : "
            + value
            + " holds no numbers");
  }

  private static Slope slope(Traced x) {
    if (x instanceof Slope s) {
      return s;
    }
    throw new UnsupportedOperationException("what is no float");
  }

  @Override
  public Traced number(double x) {
    return new Slope(Interval.of(x), still());
  }

  @Override
  public Traced number(long x, DType type) {
    return number((double) x);
  }

  @Override
  public Traced settled(Traced x, DType type) {
    return x;
  }

  @Override
  public Traced sum(List<Traced> summands, DType type) {
    Slope sum = slope(number(0));
    for (Traced s : summands) {
      sum = plus(sum, slope(s));
    }
    return sum;
  }

  private Slope plus(Slope x, Slope y) {
    rounds = true;
    Interval[] by = new Interval[inputs];
    for (int k = 0; k < inputs; k++) {
      by[k] = x.by[k].plus(y.by[k]);
    }
    return new Slope(x.value.plus(y.value), by);
  }

  /** A number whose derivatives are those of another times something. */
  private static Slope chain(Interval value, Interval times, Slope x) {
    Interval[] by = new Interval[x.by.length];
    for (int k = 0; k < by.length; k++) {
      by[k] = x.by[k].times(times);
    }
    return new Slope(value, by);
  }

  @Override
  public Traced square(Traced x, DType type) {
    Slope s = slope(x);
    rounds = true;
    return chain(s.value.square(), s.value.times(Interval.of(2)), s);
  }

  private Slope product(Slope x, Slope y) {
    Slope first = chain(x.value.times(y.value), y.value, x);
    Slope second = chain(Interval.of(0), x.value, y);
    return plus(first, second);
  }

  @Override
  public Traced apply(Prim prim, DType type, Traced x) {
    Slope s = slope(x);
    Interval v = s.value;
    rounds |= prim != Prim.NEG && prim != Prim.ABS;
    return switch (prim) {
      case NEG -> chain(v.negated(), Interval.of(-1), s);
      case ABS -> hull(s, chain(v.negated(), Interval.of(-1), s));
      case CONVERT, CAST, CAST_WRAPPING -> real(prim, type, s);
      case SQRT -> {
        Interval root = v.map(Math::sqrt);
        yield chain(root, Interval.of(0.5).over(root), s);
      }
      case EXP -> chain(v.map(Math::exp), v.map(Math::exp), s);
      case LOG -> chain(v.map(Math::log), Interval.of(1).over(v), s);
      case TANH -> {
        Interval y = v.map(Math::tanh);
        yield chain(y, Interval.of(1).plus(y.square().negated()), s);
      }
      case SIGMOID -> {
        Interval y = v.map(t -> 1 / (1 + Math.exp(-t)));
        yield chain(y, y.plus(y.square().negated()), s);
      }
      default -> throw new UnsupportedOperationException(prim + " of what moves");
    };
  }

  private static Slope real(Prim prim, DType type, Slope s) {
    if (!type.isFloat()) {
      throw new UnsupportedOperationException(prim + " to " + type);
    }
    return s;
  }

  @Override
  public Traced apply(Prim prim, DType type, Traced x, Traced y) {
    Slope a = slope(x);
    Slope b = slope(y);
    return switch (prim) {
      case ADD -> plus(a, b);
      case SUB -> plus(a, chain(b.value.negated(), Interval.of(-1), b));
      case MUL -> product(a, b);
      case DIV -> {
        Interval inverse = Interval.of(1).over(b.value);
        yield product(a, chain(inverse, inverse.square().negated(), b));
      }
      case MAX -> hull(a, b);
      case MIN -> negated(hull(negated(a), negated(b)));
      default -> throw new UnsupportedOperationException(prim + " of what moves");
    };
  }

  private static Slope negated(Slope x) {
    return chain(x.value.negated(), Interval.of(-1), x);
  }

  /** The greater of two: where either may be, its slopes lie between those of both. */
  private static Slope hull(Slope x, Slope y) {
    if (x.value.low() >= y.value.high()) {
      return x;
    }
    if (y.value.low() >= x.value.high()) {
      return y;
    }
    Interval[] by = new Interval[x.by.length];
    for (int k = 0; k < by.length; k++) {
      by[k] = x.by[k].hull(y.by[k]);
    }
    return new Slope(x.value.max(y.value), by);
  }

  @Override
  public Traced choice(Traced truth, Traced yes, Traced no, DType type) {
    throw new UnsupportedOperationException(Prim.SELECT + " by what moves");
  }
}
