package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.abs;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.ANY;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.FLOAT8E8M0;
import static dev.assay.core.tensor.DType.STRING;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The same numbers, or the same bits, in another type. */
final class Casts {
  private Casts() {}

  private static final Set<DType> FIXED = fixed();

  private static Set<DType> fixed() {
    EnumSet<DType> types = EnumSet.copyOf(ANY);
    types.remove(STRING);
    return Collections.unmodifiableSet(types);
  }

  /** The same numbers in a stated type. */
  static final Operator CAST =
      operator(
          "Cast",
          13,
          "input -> output",
          op -> {
            Stage x = op.input("input", FIXED);
            op.output("output", cast(op, x, op.type("to", FIXED)));
          });

  /** The same numbers in the type of another tensor. */
  static final Operator CAST_LIKE =
      operator(
          "CastLike",
          15,
          "input target_type -> output",
          op -> {
            Stage x = op.input("input", FIXED);
            op.output("output", cast(op, x, op.input("target_type", FIXED).type()));
          });

  private static Stage cast(Draft op, Stage x, DType type) {
    boolean saturate =
        op.opset() < 19 || !type.isFloat8() && type != FLOAT8E8M0 || op.flag("saturate", true);
    if (type == FLOAT8E8M0 && x.type() != type) {
      String mode = op.word("round_mode", "up", "down", "nearest");
      if (x.type().isSigned()) {
        op.expect(
            Behaviour.TEXTS_DIFFER,
            stage(x.shape(), i -> Expr.not(x.at(i).lessThan(0))),
            "no number is negative, or else implementations take its magnitude or the least power");
      }
      if (!saturate) {
        op.expect(
            Behaviour.TEXTS_DIFFER,
            stage(x.shape(), i -> Expr.not(magnitude(x.at(i)).lessThan(LEAST_POWER))),
            "no number is less than 2^-127, or else it is NaN by the table and 2^-127 by ONNX's own"
                + " implementation");
      }
      return stage(x.shape(), i -> powerOfTwo(x.at(i), mode, saturate));
    }
    if (x.type().isFloat() && type.isInteger() && type.bits() < 8) {
      op.expect(
          Behaviour.TEXTS_DIFFER,
          stage(x.shape(), i -> Expr.apply(Prim.TRUNC, x.at(i)).is(x.at(i))),
          "a float is whole, or else implementations cut it or round it to 2 and 4 bits");
    }
    return stage(x.shape(), i -> x.at(i).to(type, saturate));
  }

  /** The least number of float8e8m0. */
  private static final double LEAST_POWER = 0x1p-127;

  private static Expr magnitude(Expr x) {
    return abs(x.to(FLOAT32)).to(FLOAT64);
  }

  /**
   * The magnitude as a power of two, at least 2^-127; NaN where it is infinite, or without
   * saturation beyond 2^127 (OCP microscaling formats, ONNX's rounding modes).
   */
  private static Expr powerOfTwo(Expr x, String mode, boolean saturate) {
    Expr size = magnitude(x).max(LEAST_POWER);
    Expr near = size.to(FLOAT8E8M0).to(FLOAT64);
    Expr rounded;
    double most; // the greatest number that rounds to no more than 2^127
    switch (mode) {
      case "up" -> {
        rounded = near.lessThan(size).then(near.times(2), near).min(0x1p127);
        most = 0x1p127;
      }
      case "down" -> {
        rounded = near.moreThan(size).then(near.times(0.5), near);
        most = Double.MAX_VALUE;
      }
      default -> {
        rounded = near;
        most = Math.nextDown(0x1.8p127);
      }
    }
    Expr fits = size.atMost(saturate ? Double.MAX_VALUE : most);
    return fits.then(rounded, rounded.like(Double.NaN)).to(FLOAT8E8M0);
  }

  /** The same bits in a type of the same width. */
  static final Operator BIT_CAST =
      operator(
          "BitCast",
          26,
          "input -> output",
          op -> {
            Stage x = op.input("input", FIXED);
            DType type = op.type("to", sameWidth(x.type()));
            if (x.type().isInteger() && type.isInteger()) {
              op.output("output", stage(x.shape(), i -> x.at(i).to(type)));
            } else {
              op.output("output", Stage.given("output", type, x.shape()));
              op.opaque(
                  "the bits of floats are no arithmetic",
                  in -> {
                    Tensor t = in.get(0);
                    ByteBuffer bytes = ByteBuffer.wrap(TensorBytes.of(t));
                    return List.of(TensorBytes.read(type, t.shape(), bytes));
                  });
            }
          });

  private static Set<DType> sameWidth(DType type) {
    return FIXED.stream()
        .filter(t -> t.bits() == type.bits())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(DType.class)));
  }

  static final List<Operator> ALL = List.of(CAST, CAST_LIKE, BIT_CAST);
}
