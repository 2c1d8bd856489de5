package dev.assay.verify.bounds;

import dev.assay.core.expr.Prim;
import java.util.Optional;

/** The smooth functions that have bounds, with how they bend. */
enum Function {
  EXP,
  LOG,
  LOG1P,
  SQRT,
  TANH,
  SIGMOID,
  ATAN,
  SQUARE,
  RECIPROCAL,
  FLOOR,
  CEIL,
  ROUND,
  SIN,
  COS;

  /** How a function bends over an interval. */
  enum Bend {
    /** Its slope grows. */
    UP,
    /** Its slope falls. */
    DOWN,
    /** It rises, and its slope is the least at one end. */
    S_SHAPED,
    /** Nothing is known but its range. */
    NONE
  }

  /** The function that a primitive is. */
  static Optional<Function> of(Prim prim) {
    return switch (prim) {
      case EXP -> Optional.of(EXP);
      case LOG -> Optional.of(LOG);
      case LOG1P -> Optional.of(LOG1P);
      case SQRT -> Optional.of(SQRT);
      case TANH -> Optional.of(TANH);
      case SIGMOID -> Optional.of(SIGMOID);
      case ATAN -> Optional.of(ATAN);
      case FLOOR -> Optional.of(FLOOR);
      case CEIL -> Optional.of(CEIL);
      case ROUND -> Optional.of(ROUND);
      case SIN -> Optional.of(SIN);
      case COS -> Optional.of(COS);
      default -> Optional.empty();
    };
  }

  /** Whether a model gets the nearest number of its type. */
  boolean isExact() {
    return this == FLOOR || this == CEIL || this == ROUND;
  }

  double at(double x) {
    return switch (this) {
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case SQRT -> Math.sqrt(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case ATAN -> Math.atan(x);
      case SQUARE -> x * x;
      case RECIPROCAL -> 1 / x;
      case FLOOR -> Math.floor(x);
      case CEIL -> Math.ceil(x);
      case ROUND -> Math.rint(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
    };
  }

  /** The derivative; of what has steps, 0. */
  double slope(double x) {
    return switch (this) {
      case EXP -> Math.exp(x);
      case LOG, RECIPROCAL, LOG1P, SQRT, ATAN, SQUARE -> rationalSlope(x);
      case TANH -> 1 / (Math.cosh(x) * Math.cosh(x));
      case SIGMOID -> at(x) * at(-x);
      case FLOOR, CEIL, ROUND -> 0;
      case SIN -> Math.cos(x);
      case COS -> -Math.sin(x);
    };
  }

  private double rationalSlope(double x) {
    return switch (this) {
      case LOG -> 1 / x;
      case LOG1P -> 1 / (1 + x);
      case SQRT -> 0.5 / Math.sqrt(x);
      case ATAN -> 1 / (1 + x * x);
      case SQUARE -> 2 * x;
      default -> -1 / (x * x);
    };
  }

  Bend bend(double l, double h) {
    return switch (this) {
      case EXP, SQUARE -> Bend.UP;
      case LOG, LOG1P, SQRT -> Bend.DOWN;
      case RECIPROCAL -> l > 0 ? Bend.UP : Bend.DOWN;
      case TANH, SIGMOID, ATAN -> l >= 0 ? Bend.DOWN : h <= 0 ? Bend.UP : Bend.S_SHAPED;
      case FLOOR, CEIL, ROUND, SIN, COS -> Bend.NONE;
    };
  }

  /** Whether it has a value all over an interval. */
  boolean isDefined(double l, double h) {
    return switch (this) {
      case LOG -> l > 0;
      case LOG1P -> l > -1;
      case SQRT -> l >= 0;
      case RECIPROCAL -> l > 0 || h < 0;
      default -> true;
    };
  }

  /** What it is never below. */
  double floor() {
    return switch (this) {
      case EXP, SQRT, SIGMOID, SQUARE -> 0;
      default -> Double.NEGATIVE_INFINITY;
    };
  }

  double least(double l, double h) {
    return switch (this) {
      case SIN, COS -> -1;
      case SQUARE -> l > 0 ? l * l : h < 0 ? h * h : 0;
      case RECIPROCAL -> 1 / h;
      default -> at(l);
    };
  }

  double greatest(double l, double h) {
    return switch (this) {
      case SIN, COS -> 1;
      case SQUARE -> Math.max(l * l, h * h);
      case RECIPROCAL -> 1 / l;
      default -> at(h);
    };
  }
}
