package dev.assay.verify.bounds;

import dev.assay.core.expr.Prim;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.tensor.DType;
import dev.assay.verify.trace.Algebra;
import dev.assay.verify.trace.Traced;
import dev.assay.verify.trace.Traced.Whole;
import java.util.List;

/** What each primitive does to forms: the units that it adds to a network. */
final class Tracing implements Algebra {
  private final Network network;

  /** A truth value that hangs on the floats: the unit is 1 where it holds and 0 elsewhere. */
  record Truth(int unit) implements Traced {}

  Tracing(Network network) {
    this.network = network;
  }

  /** A form as one unit, for what bends to read. */
  int unit(Form f, DType type) {
    if (f.isUnit()) {
      return f.units()[0];
    }
    return network.add(new Affine(f, Form.leastNormal(type), type.max()));
  }

  /** A form that is a constant, or reads one unit. */
  Form settled(Form f, DType type) {
    return f.isConstant() ? f : Form.ofUnit(unit(f, type));
  }

  @Override
  public Traced number(double x) {
    return Form.of(x);
  }

  @Override
  public Traced number(long x, DType type) {
    return Form.of(x).rounded(type);
  }

  @Override
  public Traced settled(Traced x, DType type) {
    return x instanceof Form f ? settled(f, type) : x;
  }

  @Override
  public Traced sum(List<Traced> summands, DType type) {
    FormSum sum = new FormSum(type);
    summands.forEach(s -> sum.add((Form) s));
    return sum.get();
  }

  private Form bent(Unit unit) {
    return Form.ofUnit(network.add(unit));
  }

  @Override
  public Traced apply(Prim prim, DType type, Traced x) {
    if (!type.isFloat() && !(x instanceof Truth)) {
      throw new UnsupportedOperationException(prim + " to " + type + " of what moves");
    }
    if (x instanceof Truth t && type.isFloat()) {
      return Form.ofUnit(t.unit());
    }
    if (x instanceof Truth t && prim == Prim.NOT) {
      Form one = Form.of(1);
      Form other = Form.exactSum(one, -1, Form.ofUnit(t.unit()));
      return new Truth(unit(other, DType.FLOAT64));
    }
    Form f = form(prim, x);
    return switch (prim) {
      case NEG -> f.negated();
      case ABS -> absolute(settled(f, type), type);
      case CONVERT, CAST, CAST_WRAPPING -> f.rounded(type);
      case SQRT -> f.isRelative() && f.constant() > 0 ? root(f, type) : curve(prim, type, f);
      default -> curve(prim, type, f);
    };
  }

  /** Of a constant without cancellation the root has half its relative error, and its own. */
  private static Form root(Form f, DType type) {
    double root = Math.sqrt(f.constant());
    FunctionErrors.Bound bound = FunctionErrors.COMMON.of(Prim.SQRT, type);
    double passes = f.passes() + (2 * bound.ulps() + 1) * type.unit();
    double[] none = {};
    return new Form(new int[0], none, none, root, root, 1, passes, 0, 0, f.folds() + 2);
  }

  private Form absolute(Form f, DType type) {
    if (f.isConstant() && f.isExact()) {
      return Form.of(Math.abs(f.constant()));
    }
    return Form.exactSum(relu(f, type), 1, relu(f.negated(), type));
  }

  private Form relu(Form f, DType type) {
    return f.isConstant() && f.isExact()
        ? Form.of(Math.max(0, f.constant()))
        : bent(new Relu(unit(f, type)));
  }

  private Form curve(Prim prim, DType type, Form f) {
    Function function =
        Elementary.of(prim).orElseThrow(() -> new UnsupportedOperationException("" + prim));
    return curve(function, unit(f, type), prim, type);
  }

  private Form curve(Function function, int of, Prim prim, DType type) {
    if (Elementary.isExact(prim)) {
      return bent(new Curve(function, of, 0, 0, type.max()));
    }
    FunctionErrors.Bound bound = FunctionErrors.COMMON.of(prim, type);
    double u = type.unit();
    double relative = (2 * bound.ulps() + 1) * u;
    double absolute = bound.units() * u + Form.leastNormal(type);
    return bent(new Curve(function, of, relative, absolute, type.max()));
  }

  @Override
  public Traced apply(Prim prim, DType type, Traced x, Traced y) {
    if (x instanceof Truth || y instanceof Truth) {
      return logic(prim, x, y);
    }
    Form f = form(prim, x);
    if (prim == Prim.POW) {
      return power(f, y, type);
    }
    Form g = form(prim, y);
    return switch (prim) {
      case ADD -> new FormSum(type).add(f).add(g).get();
      case SUB -> new FormSum(type).add(f).add(g.negated()).get();
      case MUL -> product(f, g, type);
      case DIV -> quotient(f, g, type);
      case MAX -> greatest(settled(f, type), settled(g, type), type);
      case MIN -> greatest(settled(f, type).negated(), settled(g, type).negated(), type).negated();
      case LESS, LESS_EQUAL -> below(f, g, prim == Prim.LESS, type);
      case EQUAL -> logic(Prim.AND, below(f, g, false, type), below(g, f, false, type));
      default -> throw new UnsupportedOperationException("" + prim);
    };
  }

  private Form product(Form f, Form g, DType type) {
    if (f.isConstant()) {
      return g.times(f, type);
    }
    if (g.isConstant()) {
      return f.times(g, type);
    }
    return product(unit(f, type), unit(g, type), type.unit(), type);
  }

  @Override
  public Traced square(Traced x, DType type) {
    Form f = form(Prim.MUL, x);
    return f.isConstant()
        ? product(f, f, type)
        : curve(Power.SQUARE, unit(f, type), Prim.MUL, type);
  }

  private Form quotient(Form f, Form g, DType type) {
    double error = 2 * FunctionErrors.COMMON.of(Prim.DIV, type).ulps() * type.unit();
    if (g.isRelative()) {
      return f.over(g, type, error);
    }
    int inverse = network.add(new Curve(Power.RECIPROCAL, unit(g, type), 0, 0, type.max()));
    return product(unit(f, type), inverse, error + type.unit(), type);
  }

  private Form product(int x, int y, double relative, DType type) {
    return bent(new Product(x, y, relative, Form.leastNormal(type), type.max()));
  }

  private Form power(Form f, Traced exponent, DType type) {
    double e =
        exponent instanceof Whole w
            ? w.value()
            : exponent instanceof Form g && g.isConstant() && g.isExact()
                ? g.constant()
                : Double.NaN;
    if (Double.isNaN(e)) {
      return exponential(f, form(Prim.POW, exponent), type);
    }
    return e == 0 ? Form.of(1) : e == 1 ? f : curve(power(e), unit(f, type), Prim.POW, type);
  }

  private static Function power(double exponent) {
    return exponent == 0.5 ? Elementary.SQRT : new Power(exponent);
  }

  /** A power of a positive base by its logarithm; the errors of both count as the power's. */
  private Form exponential(Form base, Form exponent, DType type) {
    int log =
        network.add(new Curve(Elementary.LOG, unit(base, type), 0, 0, Double.POSITIVE_INFINITY));
    int product =
        network.add(new Product(log, unit(exponent, type), 0, 0, Double.POSITIVE_INFINITY));
    return curve(Elementary.EXP, product, Prim.POW, type);
  }

  /** The greater of two is one of them, plus what the other is above it: no rounding. */
  Form greatest(Form f, Form g, DType type) {
    if (f.isConstant() && g.isConstant() && f.isExact() && g.isExact()) {
      return Form.of(Math.max(f.constant(), g.constant()));
    }
    Form known = exact(f, type);
    Form other = exact(g, type);
    Form above = Form.exactSum(known, -1, other);
    return Form.exactSum(other, 1, relu(above, DType.FLOAT64));
  }

  /** A form whose numbers are known exactly: a constant that is not becomes a unit. */
  private Form exact(Form f, DType type) {
    return f.isExact() && f.folds() == 0 ? f : Form.ofUnit(unit(f, type));
  }

  private Traced below(Form f, Form g, boolean strict, DType type) {
    Form x = exact(settled(f, type), type);
    Form y = exact(settled(g, type), type);
    if (x.isConstant() && y.isConstant()) {
      boolean holds = strict ? x.constant() < y.constant() : x.constant() <= y.constant();
      return new Whole(holds ? 1 : 0);
    }
    int difference = unit(Form.exactSum(x, -1, y), DType.FLOAT64);
    return new Truth(network.add(new Step(difference, strict)));
  }

  private Traced logic(Prim prim, Traced x, Traced y) {
    Form f = truth(x);
    Form g = truth(y);
    Form both =
        switch (prim) {
          case AND -> greatest(f.negated(), g.negated(), DType.FLOAT64).negated();
          case OR -> greatest(f, g, DType.FLOAT64);
          default -> throw new UnsupportedOperationException(prim + " of what moves");
        };
    return both.isConstant()
        ? new Whole((long) both.constant())
        : new Truth(unit(both, DType.FLOAT64));
  }

  private static Form truth(Traced x) {
    return x instanceof Truth t ? Form.ofUnit(t.unit()) : Form.of(((Whole) x).value());
  }

  @Override
  public Traced choice(Traced truth, Traced yes, Traced no, DType type) {
    return choice((Truth) truth, form(Prim.SELECT, yes), form(Prim.SELECT, no), type);
  }

  /** A choice between two lines that meet where it turns is a line and a bend. */
  private Form choice(Truth truth, Form yes, Form no, DType type) {
    if (network.unit(truth.unit()) instanceof Step step
        && isLineOf(yes, step.of())
        && isLineOf(no, step.of())) {
      double turn = coefficient(yes) - coefficient(no);
      Form bend = bent(new Relu(unit(Form.ofUnit(step.of()).negated(), DType.FLOAT64)));
      return Form.exactSum(no, -turn, bend).allowing(yes).allowing(no);
    }
    return bent(new Choice(truth.unit(), unit(yes, type), unit(no, type)));
  }

  private static double coefficient(Form line) {
    return line.isConstant() ? 0 : line.coefficients()[0];
  }

  /** Whether a form is a multiple of a unit. */
  private static boolean isLineOf(Form f, int unit) {
    return f.constant() == 0
        && f.sizeOfConstant() == 0
        && (f.isConstant() || f.units().length == 1 && f.units()[0] == unit);
  }

  private static Form form(Prim prim, Traced x) {
    if (x instanceof Form f) {
      return f;
    }
    throw new UnsupportedOperationException(prim + " of a truth value that moves");
  }
}
