package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How far the functions of a backend's mathematical library may be from the true ones. The error at
 * y is at most {@code 2 * ulps * u * |y| + units * u}, where u is the unit roundoff of the type;
 * the rounding of the result comes on top.
 *
 * <p>The defaults cover what was measured of ONNX Runtime 1.17.3 and 1.32 and PyTorch 2.2.2 on a
 * CPU, with division by a reciprocal and a square root that is not correctly rounded.
 *
 * @param half the bounds for float16 and narrower, which libraries compute in float32
 */
public record FunctionErrors(
    Map<Prim, Bound> half, Map<Prim, Bound> single, Map<Prim, Bound> twofold) {

  /** A bound on the error of one function. */
  public record Bound(double ulps, double units) {
    static final Bound ROUNDING_ONLY = new Bound(0, 0);
  }

  public static final FunctionErrors DEFAULTS = defaults();

  public FunctionErrors {
    half = Collections.unmodifiableMap(new EnumMap<>(half));
    single = Collections.unmodifiableMap(new EnumMap<>(single));
    twofold = Collections.unmodifiableMap(new EnumMap<>(twofold));
  }

  /** The bound for a function in a float type. */
  public Bound of(Prim prim, DType type) {
    Map<Prim, Bound> bounds =
        type == DType.FLOAT64 ? twofold : type == DType.FLOAT32 ? single : half;
    return bounds.getOrDefault(prim, Bound.ROUNDING_ONLY);
  }

  private static FunctionErrors defaults() {
    Map<Prim, Bound> single = new EnumMap<>(Prim.class);
    single.put(Prim.DIV, new Bound(1, 0));
    single.put(Prim.SQRT, new Bound(3, 0));
    single.put(Prim.POW, new Bound(1, 0));
    single.put(Prim.EXP, new Bound(1, 0));
    single.put(Prim.LOG, new Bound(1, 0));
    single.put(Prim.LOG1P, new Bound(2, 1));
    single.put(Prim.SIN, new Bound(2, 0.5));
    single.put(Prim.COS, new Bound(2, 0.5));
    single.put(Prim.TAN, new Bound(2, 0));
    single.put(Prim.ASIN, new Bound(3, 0));
    single.put(Prim.ACOS, new Bound(3, 0));
    single.put(Prim.ATAN, new Bound(4, 0));
    single.put(Prim.SINH, new Bound(2, 0));
    single.put(Prim.COSH, new Bound(1, 0));
    single.put(Prim.TANH, new Bound(5, 0));
    single.put(Prim.ASINH, new Bound(2, 2));
    single.put(Prim.ACOSH, new Bound(2, 0));
    single.put(Prim.ATANH, new Bound(2, 0));
    single.put(Prim.ERF, new Bound(8, 0));
    single.put(Prim.SIGMOID, new Bound(3, 3));
    Map<Prim, Bound> twofold = new EnumMap<>(single);
    twofold.put(Prim.SIN, new Bound(7, 6));
    twofold.put(Prim.COS, new Bound(7, 6));
    twofold.put(Prim.TANH, new Bound(8, 0));
    Map<Prim, Bound> half = new EnumMap<>(Prim.class);
    single.forEach((p, b) -> half.put(p, new Bound(Math.min(1, b.ulps), Math.min(1, b.units))));
    return new FunctionErrors(half, single, twofold);
  }
}
