package dev.assay.verify.layer;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.layer.Course.Way;
import dev.assay.verify.trace.Algebra;
import dev.assay.verify.trace.GraphTrace;
import dev.assay.verify.trace.Traced;
import dev.assay.verify.trace.Traced.Whole;
import java.util.ArrayList;
import java.util.List;

/**
 * Which way each number goes when some inputs grow, by the steps that keep the order: sums,
 * products with numbers of one sign, minima, maxima, roundings. Each of them does so however it is
 * rounded, as long as both runs take the same order; a function need not.
 */
final class KeptOrder implements Algebra {
  private final GraphTrace trace;

  private KeptOrder(Layer layer, Monotone fact) {
    List<Traced> inputs = new ArrayList<>();
    for (String name : layer.inputs()) {
      Range range = layer.range(name);
      for (int k = 0; k < Tensor.size(layer.shape(name)); k++) {
        Way way = fact.moves(name, k) ? Way.UP : Way.STILL;
        inputs.add(new Course(way, new Interval(range.low(), range.high()), false));
      }
    }
    this.trace = GraphTrace.of(layer.reading(), this, "an order", layer.inputs(), inputs::get);
  }

  static KeptOrder of(Layer layer, Monotone fact) {
    return new KeptOrder(layer, fact);
  }

  /** Whether the outputs go the way that a fact claims. */
  boolean keeps(Layer layer, Monotone fact) {
    Way wanted = fact.rises() ? Way.UP : Way.DOWN;
    for (String y : layer.outputs()) {
      Traced[] elements = trace.elements(y);
      for (int k = 0; k < elements.length; k++) {
        Course c = Course.of(elements[k]);
        if (fact.isAbout(k) && (c.mayBeNan() || c.way() != wanted && !c.isStill())) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public Traced number(double x) {
    return new Course(Way.STILL, Interval.of(x), Double.isNaN(x));
  }

  @Override
  public Traced number(long x, DType type) {
    return number((double) x);
  }

  @Override
  public boolean isNumber(double x) {
    return !Double.isNaN(x);
  }

  @Override
  public boolean choosesIntegers() {
    return true;
  }

  @Override
  public Traced settled(Traced x, DType type) {
    return x;
  }

  @Override
  public Traced sum(List<Traced> summands, DType type) {
    Way way = Way.STILL;
    Interval sum = Interval.of(0);
    Interval size = Interval.of(0);
    boolean mayBeNan = false;
    for (Traced s : summands) {
      Course c = Course.of(s);
      way = way.and(c.way());
      sum = sum.plus(c.range());
      size = size.plus(Interval.of(c.range().size()));
      mayBeNan |= c.mayBeNan();
    }
    boolean mayOverflow = size.high() > type.max() / 2 && summands.size() > 1;
    return mayOverflow
        ? new Course(way, Interval.ALL, true)
        : Course.computed(way, sum, summands.size(), mayBeNan, type);
  }

  @Override
  public Traced square(Traced x, DType type) {
    return product(Course.of(x), Course.of(x), type);
  }

  private static Course product(Course x, Course y, DType type) {
    boolean mayBeNan =
        x.mayBeNan()
            || y.mayBeNan()
            || x.mayBeInfinite() && y.mayBeZero()
            || y.mayBeInfinite() && x.mayBeZero();
    Way way = x.isStill() ? scaled(y.way(), x) : y.isStill() ? scaled(x.way(), y) : Way.EITHER;
    return Course.computed(way, x.range().times(y.range()), 1, mayBeNan, type);
  }

  /** The way of a product with what stays. */
  private static Way scaled(Way way, Course by) {
    if (way == Way.STILL || by.range().low() >= 0) {
      return way;
    }
    return by.range().high() <= 0 ? way.turned() : Way.EITHER;
  }

  @Override
  public Traced apply(Prim prim, DType type, Traced x) {
    Course c = Course.of(x);
    return switch (prim) {
      case NEG -> new Course(c.way().turned(), c.range().negated(), c.mayBeNan());
      case FLOOR, CEIL, ROUND, TRUNC -> {
        Interval whole = new Interval(Math.floor(c.range().low()), Math.ceil(c.range().high()));
        yield new Course(c.way(), whole, c.mayBeNan());
      }
      case CONVERT, CAST, CAST_WRAPPING -> cast(c, type);
      case SQRT ->
          c.isStill() && c.range().low() >= 0
              ? Course.computed(Way.STILL, c.range().map(Math::sqrt), 1, c.mayBeNan(), type)
              : c.lost();
      default -> c.lost();
    };
  }

  private static Course cast(Course c, DType to) {
    boolean isTest = to == DType.BOOL || c.mayBeNan() && !to.isFloat();
    return isTest ? c.lost() : Course.computed(c.way(), c.range(), 1, c.mayBeNan(), to);
  }

  @Override
  public Traced apply(Prim prim, DType type, Traced x, Traced y) {
    Course a = Course.of(x);
    Course b = Course.of(y);
    boolean nan = a.mayBeNan() || b.mayBeNan();
    return switch (prim) {
      case MAX -> new Course(a.way().and(b.way()), a.range().max(b.range()), nan);
      case MIN -> new Course(a.way().and(b.way()), a.range().min(b.range()), nan);
      case ADD -> sum(a, b, type);
      case SUB -> sum(a, new Course(b.way().turned(), b.range().negated(), b.mayBeNan()), type);
      case MUL -> product(a, b, type);
      case DIV -> type.isFloat() ? quotient(a, b, type) : both(a, b);
      default -> both(a, b);
    };
  }

  /** What nothing is known of but whether it stays. */
  private static Course both(Course a, Course b) {
    return a.going(a.way().and(b.way())).lost();
  }

  private static Course sum(Course a, Course b, DType type) {
    boolean mayBeNan = a.mayBeNan() || b.mayBeNan() || a.mayBeInfinite() && b.mayBeInfinite();
    Way way = a.way().and(b.way());
    return Course.computed(way, a.range().plus(b.range()), 1, mayBeNan, type);
  }

  private static Course quotient(Course a, Course b, DType type) {
    if (!b.isStill() || b.mayBeZero() || b.mayBeInfinite()) {
      return both(a, b);
    }
    Interval exact = a.range().over(b.range());
    return Course.computed(scaled(a.way(), b), exact, 1, a.mayBeNan() || b.mayBeNan(), type);
  }

  @Override
  public Traced choice(Traced truth, Traced yes, Traced no, DType type) {
    Course a = Course.of(yes);
    Course b = Course.of(no);
    boolean isStill = truth instanceof Whole || Course.of(truth).isStill();
    Way way = isStill ? a.way().and(b.way()) : Way.EITHER;
    return new Course(way, a.range().hull(b.range()), a.mayBeNan() || b.mayBeNan());
  }
}
