package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.abs;
import static dev.assay.core.expr.Expr.not;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Elementwise.function;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.ANY;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.FLOAT8E4M3FN;
import static dev.assay.core.tensor.DType.FLOAT8E4M3FNUZ;
import static dev.assay.core.tensor.DType.FLOAT8E5M2;
import static dev.assay.core.tensor.DType.FLOAT8E5M2FNUZ;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INT16;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.INT8;
import static dev.assay.core.tensor.DType.INTEGERS;
import static dev.assay.core.tensor.DType.NUMBERS;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Set;

/** Functions of one element: arithmetic, roots, exponentials, circular functions, tests, copies. */
final class Functions {
  private Functions() {}

  /** The types of numbers that have a sign. */
  static final Set<DType> SIGNED =
      setOf(FLOAT32, FLOAT64, FLOAT16, BFLOAT16, INT8, INT16, INT32, INT64);

  /** The floating-point types that may hold NaN as data, float8 included. */
  private static final Set<DType> FLOATS_AND_FLOAT8 =
      setOf(
          FLOAT32,
          FLOAT64,
          FLOAT16,
          BFLOAT16,
          FLOAT8E4M3FN,
          FLOAT8E4M3FNUZ,
          FLOAT8E5M2,
          FLOAT8E5M2FNUZ);

  /** The magnitude; of the least integer, itself. */
  static final Operator ABS = function("Abs", "X -> Y", NUMBERS, Prim.ABS);

  /** The opposite number. */
  static final Operator NEG = function("Neg", "X -> Y", SIGNED, Prim.NEG);

  /** The nearest integer below. */
  static final Operator FLOOR = function("Floor", "X -> Y", FLOATS, Prim.FLOOR);

  /** The nearest integer above. */
  static final Operator CEIL = function("Ceil", "X -> Y", FLOATS, Prim.CEIL);

  /** The nearest integer, halves to the even one. */
  static final Operator ROUND = function("Round", "X -> Y", FLOATS, Prim.ROUND);

  /** 1 for positive numbers, -1 for negative ones, else 0. */
  static final Operator SIGN =
      operator(
          "Sign",
          13,
          "input -> output",
          op -> {
            Stage x = op.input("input", NUMBERS);
            if (x.type().isFloat()) {
              op.expect(
                  Behaviour.NAN_ORDER,
                  stage(x.shape(), i -> isNumber(x.at(i))),
                  "the sign of NaN is not defined");
            }
            op.output("output", stage(x.shape(), i -> sign(x.at(i))));
          });

  private static Expr sign(Expr x) {
    Expr rest = x.type().isSigned() ? x.lessThan(0).then(x.like(-1), x.like(0)) : x.like(0);
    return x.moreThan(0).then(x.like(1), rest);
  }

  /** Whether an element of a float type is not NaN. */
  static Expr isNumber(Expr x) {
    return not(Expr.apply(Prim.IS_NAN, x));
  }

  /** 1 / x. */
  static final Operator RECIPROCAL =
      function("Reciprocal", 13, "X -> Y", FLOATS, op -> x -> x.like(1).over(x));

  /** The square root; NaN for negative numbers. */
  static final Operator SQRT = function("Sqrt", "X -> Y", FLOATS, Prim.SQRT);

  /** The power of e. */
  static final Operator EXP = function("Exp", "input -> output", FLOATS, Prim.EXP);

  /** The natural logarithm. */
  static final Operator LOG = function("Log", "input -> output", FLOATS, Prim.LOG);

  /** The sine of an angle in radians. */
  static final Operator SIN = function("Sin", "input -> output", FLOATS, Prim.SIN);

  /** The cosine of an angle in radians. */
  static final Operator COS = function("Cos", "input -> output", FLOATS, Prim.COS);

  /** The tangent of an angle in radians. */
  static final Operator TAN = function("Tan", "input -> output", FLOATS, Prim.TAN);

  /** The angle with a sine. */
  static final Operator ASIN = function("Asin", "input -> output", FLOATS, Prim.ASIN);

  /** The angle with a cosine. */
  static final Operator ACOS = function("Acos", "input -> output", FLOATS, Prim.ACOS);

  /** The angle with a tangent. */
  static final Operator ATAN = function("Atan", "input -> output", FLOATS, Prim.ATAN);

  /** The hyperbolic sine. */
  static final Operator SINH = function("Sinh", "input -> output", FLOATS, Prim.SINH);

  /** The hyperbolic cosine. */
  static final Operator COSH = function("Cosh", "input -> output", FLOATS, Prim.COSH);

  /** The hyperbolic tangent. */
  static final Operator TANH = function("Tanh", "input -> output", FLOATS, Prim.TANH);

  /** The inverse of the hyperbolic sine. */
  static final Operator ASINH = function("Asinh", "input -> output", FLOATS, Prim.ASINH);

  /** The inverse of the hyperbolic cosine; NaN below 1. */
  static final Operator ACOSH = function("Acosh", "input -> output", FLOATS, Prim.ACOSH);

  /** The inverse of the hyperbolic tangent; NaN beyond -1 and 1. */
  static final Operator ATANH = function("Atanh", "input -> output", FLOATS, Prim.ATANH);

  /** The error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x. */
  static final Operator ERF = function("Erf", "input -> output", FLOATS, Prim.ERF);

  /** The opposite truth value. */
  static final Operator NOT = function("Not", "X -> Y", Set.of(BOOL), Prim.NOT);

  /** Every bit turned over. */
  static final Operator BITWISE_NOT =
      function("BitwiseNot", 18, "X -> Y", INTEGERS, op -> Expr::not);

  /** Whether the element is not a number. */
  static final Operator IS_NAN = function("IsNaN", "X -> Y", FLOATS_AND_FLOAT8, Prim.IS_NAN);

  /** Whether the element is infinite, of one sign or either. */
  static final Operator IS_INF =
      function(
          "IsInf",
          13,
          "X -> Y",
          FLOATS_AND_FLOAT8,
          op -> {
            boolean negative = op.flag("detect_negative", true);
            boolean positive = op.flag("detect_positive", true);
            return x ->
                Expr.apply(Prim.IS_INFINITE, x)
                    .and(
                        x.lessThan(0)
                            .then(
                                Expr.number(BOOL, negative ? 1L : 0L),
                                Expr.number(BOOL, positive ? 1L : 0L)));
          });

  /** The same tensor. */
  static final Operator IDENTITY = function("Identity", 13, "input -> output", ANY, op -> x -> x);

  /**
   * The same tensor where nothing is dropped, and a mask that is all true: outside of training, or
   * where the ratio is 0. What else training drops is random.
   */
  static final Operator DROPOUT =
      operator(
          "Dropout",
          13,
          "data ratio? training_mode? -> output mask?",
          op -> {
            Stage x = op.input("data", FLOATS_AND_FLOAT8);
            if (op.flag("training_mode", false)) {
              if (op.real("ratio", 0.5, 0, Math.nextDown(1)) != 0) {
                op.random();
              }
            } else {
              op.optional("ratio", FLOATS_AND_FLOAT8, 0, 0)
                  .ifPresent(
                      r ->
                          op.expect(
                              Behaviour.OUTSIDE_DOMAIN,
                              stage(r.shape(), i -> r.at(i).atLeast(0).and(r.at(i).lessThan(1))),
                              "the ratio is at least 0 and less than 1"));
            }
            op.output("output", stage(x.shape(), x::at));
            if (op.has("mask")) {
              op.output("mask", stage(x.shape(), i -> Expr.number(BOOL, 1L)));
            }
          });

  /** Elements nearer to 0 than lambd become 0, the others move towards it by the bias. */
  static final Operator SHRINK =
      operator(
          "Shrink",
          13,
          "input -> output",
          op -> {
            Stage x = op.input("input", NUMBERS);
            DType type = x.type();
            double lambda = op.real("lambd", 0.5);
            double bias = op.real("bias", 0);
            op.require(type.isFloat() || bias == Math.rint(bias), "the bias of integers is whole");
            DType wide =
                type.isFloat() ? type : FLOAT64; // ONNX mixes integers with float attributes
            Stage y =
                stage(
                    x.shape(),
                    i -> {
                      Expr v = x.at(i).to(wide);
                      return v.lessThan(-lambda)
                          .then(v.plus(bias), v.moreThan(lambda).then(v.minus(bias), v.like(0)));
                    });
            if (!type.isFloat()) {
              op.expect(
                  Behaviour.TEXTS_DIFFER,
                  stage(x.shape(), i -> abs(x.at(i).to(FLOAT64)).atMost(0x1p24)),
                  "exact in float32");
            }
            op.output("output", stage(x.shape(), i -> y.at(i).to(type)));
          });

  static final List<Operator> ALL =
      List.of(
          ABS,
          NEG,
          FLOOR,
          CEIL,
          ROUND,
          SIGN,
          RECIPROCAL,
          SQRT,
          EXP,
          LOG,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          SINH,
          COSH,
          TANH,
          ASINH,
          ACOSH,
          ATANH,
          ERF,
          NOT,
          BITWISE_NOT,
          IS_NAN,
          IS_INF,
          IDENTITY,
          DROPOUT,
          SHRINK);
}
