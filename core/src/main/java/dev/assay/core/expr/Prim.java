package dev.assay.core.expr;

/**
 * The closed set of scalar primitives. Every reading says what each means; nothing else does.
 *
 * <p>Integers wrap around as their type says. Comparisons give truth values and are false on NaN,
 * but for {@code EQUAL}'s negation.
 */
public enum Prim {
  ADD(2),
  SUB(2),
  MUL(2),
  /** Quotient; of integers, rounded towards zero. By integer zero: unspecified. */
  DIV(2),
  /** Remainder with the sign of the divisor, as in Python. */
  MOD(2),
  /** Remainder with the sign of the dividend, as in C. */
  REM(2),
  /** Power; the exponent may have another type. */
  POW(2),
  /** Lesser of two; NaN if one is. */
  MIN(2),
  /** Greater of two; NaN if one is. */
  MAX(2),
  NEG(1),
  ABS(1),
  FLOOR(1),
  CEIL(1),
  /** To the nearest integer, ties to even. */
  ROUND(1),
  /** To the nearest integer towards zero. */
  TRUNC(1),
  SQRT(1),
  EXP(1),
  LOG(1),
  /** log(1 + x). */
  LOG1P(1),
  SIN(1),
  COS(1),
  TAN(1),
  ASIN(1),
  ACOS(1),
  ATAN(1),
  SINH(1),
  COSH(1),
  TANH(1),
  ASINH(1),
  ACOSH(1),
  ATANH(1),
  ERF(1),
  /** 1 / (1 + exp(-x)). */
  SIGMOID(1),
  EQUAL(2),
  LESS(2),
  LESS_EQUAL(2),
  /** And of truth values; of integers, bit by bit. */
  AND(2),
  OR(2),
  XOR(2),
  NOT(1),
  /** Bits moved up; by the width or more: unspecified. */
  SHIFT_LEFT(2),
  /** Bits moved down, zeros in; by the width or more: unspecified. */
  SHIFT_RIGHT(2),
  IS_NAN(1),
  IS_INFINITE(1),
  /** The second where the first is true, else the third. */
  SELECT(3),
  /** Into another type as ONNX's Cast says; float8 saturates. */
  CAST(1),
  /** Into another type as ONNX's Cast says; float8 does not saturate. */
  CAST_WRAPPING(1),
  /**
   * Into another float type between the steps of one operator: an implementation may as well keep
   * the wider number.
   */
  CONVERT(1);

  private final int arity;

  Prim(int arity) {
    this.arity = arity;
  }

  public int arity() {
    return arity;
  }

  /** Whether the result is a truth value whatever the arguments are. */
  public boolean isTest() {
    return switch (this) {
      case EQUAL, LESS, LESS_EQUAL, IS_NAN, IS_INFINITE -> true;
      default -> false;
    };
  }
}
