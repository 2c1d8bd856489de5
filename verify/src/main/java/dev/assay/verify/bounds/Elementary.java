package dev.assay.verify.bounds;

import dev.assay.core.expr.Prim;
import dev.assay.core.reading.Reals;
import java.util.Arrays;
import java.util.Optional;

/** The functions that primitives are. */
enum Elementary implements Function {
  EXP(Prim.EXP),
  LOG(Prim.LOG),
  LOG1P(Prim.LOG1P),
  SQRT(Prim.SQRT),
  SIN(Prim.SIN),
  COS(Prim.COS),
  TAN(Prim.TAN),
  ASIN(Prim.ASIN),
  ACOS(Prim.ACOS),
  ATAN(Prim.ATAN),
  SINH(Prim.SINH),
  COSH(Prim.COSH),
  TANH(Prim.TANH),
  ASINH(Prim.ASINH),
  ACOSH(Prim.ACOSH),
  ATANH(Prim.ATANH),
  ERF(Prim.ERF),
  SIGMOID(Prim.SIGMOID),
  FLOOR(Prim.FLOOR),
  CEIL(Prim.CEIL),
  ROUND(Prim.ROUND),
  TRUNC(Prim.TRUNC);

  private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

  /** Far more than a multiple of pi errs by, as a part of it. */
  private static final double SLACK = 1e-9;

  private final Prim prim;

  Elementary(Prim prim) {
    this.prim = prim;
  }

  /** The function that a primitive is. */
  static Optional<Function> of(Prim prim) {
    return Arrays.stream(values())
        .filter(f -> f.prim == prim)
        .map(Function.class::cast)
        .findFirst();
  }

  /** Whether a model gets the nearest number of its type. */
  static boolean isExact(Prim prim) {
    return switch (prim) {
      case FLOOR, CEIL, ROUND, TRUNC -> true;
      default -> false;
    };
  }

  @Override
  public double at(double x) {
    return Reals.of(prim, x);
  }

  @Override
  public double slope(double x) {
    return switch (this) {
      case EXP -> Math.exp(x);
      case LOG -> 1 / x;
      case LOG1P -> 1 / (1 + x);
      case SQRT -> 0.5 / Math.sqrt(x);
      case SIN -> Math.cos(x);
      case COS -> -Math.sin(x);
      case TAN -> 1 / (Math.cos(x) * Math.cos(x));
      case ASIN -> 1 / Math.sqrt((1 - x) * (1 + x));
      case ACOS -> -1 / Math.sqrt((1 - x) * (1 + x));
      case ATAN -> 1 / (1 + x * x);
      case SINH -> Math.cosh(x);
      case COSH -> Math.sinh(x);
      case TANH -> 1 / (Math.cosh(x) * Math.cosh(x));
      case ASINH -> 1 / Math.sqrt(1 + x * x);
      case ACOSH -> 1 / Math.sqrt((x - 1) * (x + 1));
      case ATANH -> 1 / ((1 - x) * (1 + x));
      case ERF -> TWO_OVER_ROOT_PI * Math.exp(-x * x);
      case SIGMOID -> at(x) * at(-x);
      case FLOOR, CEIL, ROUND, TRUNC -> 0;
    };
  }

  @Override
  public Bend bend(double l, double h) {
    return switch (this) {
      case EXP, COSH -> Bend.UP;
      case LOG, LOG1P, SQRT, ACOSH -> Bend.DOWN;
      case TANH, SIGMOID, ATAN, ERF, ASINH, ACOS -> bend(l, h, Bend.UP, Bend.DOWN);
      case SINH, ASIN, ATANH -> bend(l, h, Bend.DOWN, Bend.UP);
      case TAN -> bend(l - turn(l) - slack(l), h - turn(h) + slack(h), Bend.DOWN, Bend.UP);
      case FLOOR, CEIL, ROUND, TRUNC, SIN, COS -> Bend.NONE;
    };
  }

  /** How something bends that bends one way below 0 and the other way above. */
  private static Bend bend(double l, double h, Bend below, Bend above) {
    return l >= 0 ? above : h <= 0 ? below : Bend.BOTH_WAYS;
  }

  /** The multiple of pi next to a number, about. */
  private static double turn(double x) {
    return Math.rint(x / Math.PI) * Math.PI;
  }

  private static double slack(double x) {
    return SLACK * Math.abs(turn(x));
  }

  @Override
  public double leastSlope(double l, double h) {
    return switch (this) {
      case TAN, SINH, ASIN, ATANH -> 1;
      default -> Math.min(slope(l), slope(h));
    };
  }

  @Override
  public boolean isDefined(double l, double h) {
    return switch (this) {
      case LOG -> l > 0;
      case LOG1P -> l > -1;
      case SQRT -> l >= 0;
      case ASIN, ACOS -> l >= -1 && h <= 1;
      case ATANH -> l > -1 && h < 1;
      case ACOSH -> l >= 1;
      case TAN -> turn(l) == turn(h) && isOnBranch(l) && isOnBranch(h);
      default -> true;
    };
  }

  /** Whether the tangent is certainly on the branch of its next multiple of pi. */
  private static boolean isOnBranch(double x) {
    return Math.abs(x - turn(x)) < Math.PI / 2 - SLACK * (1 + Math.abs(x));
  }

  @Override
  public double floor() {
    return switch (this) {
      case EXP, SQRT, SIGMOID, ACOS, ACOSH -> 0;
      case COSH -> 1;
      default -> Double.NEGATIVE_INFINITY;
    };
  }

  @Override
  public double least(double l, double h) {
    return switch (this) {
      case SIN, COS -> -1;
      case COSH -> l > 0 ? at(l) : h < 0 ? at(h) : 1;
      default -> Math.min(at(l), at(h));
    };
  }

  @Override
  public double greatest(double l, double h) {
    return switch (this) {
      case SIN, COS -> 1;
      default -> Math.max(at(l), at(h));
    };
  }
}
