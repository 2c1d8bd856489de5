package dev.assay.verify.layer;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.trace.Algebra;
import dev.assay.verify.trace.GraphTrace;
import dev.assay.verify.trace.Traced;
import dev.assay.verify.trace.Traced.Whole;
import java.util.ArrayList;
import java.util.List;

/**
 * Which way each number goes when some inputs grow, by the steps that keep the order: sums, products
 * with numbers of one sign, minima, maxima, roundings. Each of them does so however it is rounded,
 * as long as both runs take the same order; a function need not.
 */
final class KeptOrder implements Algebra {
  private final GraphTrace trace;

  /** Which way a number goes. */
  enum Way {
    STILL,
    UP,
    DOWN,
    EITHER;

    Way and(Way o) {
      return this == STILL || this == o ? o : o == STILL ? this : EITHER;
    }

    Way turned() {
      return this == UP ? DOWN : this == DOWN ? UP : this;
    }
  }

  /** A number with its way, and between which numbers it surely lies. */
  private record Course(Way way, Range range) implements Traced {
    static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    Course(Way way) {
      this(way, ANY);
    }

    static Course of(Traced x) {
      return x instanceof Course c ? c : new Course(Way.STILL);
    }
  }

  private KeptOrder(Layer layer, Monotone fact) {
    List<Traced> inputs = new ArrayList<>();
    for (String name : layer.inputs()) {
      for (int k = 0; k < Tensor.size(layer.shape(name)); k++) {
        inputs.add(new Course(fact.moves(name, k) ? Way.UP : Way.STILL, layer.box().get(name)));
      }
    }
    this.trace = GraphTrace.of(layer.reading(), this, "an order", inputs::get);
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
        Way way = Course.of(elements[k]).way;
        if (fact.isAbout(k) && way != wanted && way != Way.STILL) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public Traced number(double x) {
    return new Course(Way.STILL, new Range(x, x));
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
    Way way = Way.STILL;
    for (Traced s : summands) {
      way = way.and(Course.of(s).way);
    }
    return new Course(way);
  }

  @Override
  public Traced square(Traced x, DType type) {
    return product(Course.of(x), Course.of(x));
  }

  private static Course product(Course x, Course y) {
    if (x.way == Way.STILL && y.way == Way.STILL) {
      return new Course(Way.STILL);
    }
    Course still = x.way == Way.STILL ? x : y;
    Way way = (still == x ? y : x).way;
    boolean isSigned = still.range.low() >= 0 || still.range.high() <= 0;
    if (still.way != Way.STILL || !isSigned) {
      return new Course(Way.EITHER);
    }
    return new Course(still.range.low() >= 0 ? way : way.turned());
  }

  @Override
  public Traced apply(Prim prim, DType type, Traced x) {
    Course c = Course.of(x);
    if (!type.isFloat() && c.way != Way.STILL) {
      throw new UnsupportedOperationException(prim + " to " + type + " of what moves");
    }
    return switch (prim) {
      case NEG -> new Course(c.way.turned());
      case FLOOR, CEIL, ROUND, TRUNC, CONVERT, CAST, CAST_WRAPPING -> new Course(c.way);
      default -> new Course(c.way == Way.STILL ? Way.STILL : Way.EITHER);
    };
  }

  @Override
  public Traced apply(Prim prim, DType type, Traced x, Traced y) {
    Course a = Course.of(x);
    Course b = Course.of(y);
    Way both = a.way.and(b.way);
    return switch (prim) {
      case ADD, MIN, MAX -> new Course(both);
      case SUB -> new Course(a.way.and(b.way.turned()));
      case MUL -> product(a, b);
      case DIV ->
          b.way == Way.STILL && (b.range.low() > 0 || b.range.high() < 0)
              ? product(a, b)
              : new Course(both == Way.STILL ? Way.STILL : Way.EITHER);
      default -> new Course(both == Way.STILL ? Way.STILL : Way.EITHER);
    };
  }

  @Override
  public Traced choice(Traced truth, Traced yes, Traced no, DType type) {
    Way way = Course.of(truth).way;
    boolean isStill = way == Way.STILL || truth instanceof Whole;
    return new Course(isStill ? Course.of(yes).way.and(Course.of(no).way) : Way.EITHER);
  }
}
