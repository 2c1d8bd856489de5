package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How far the functions of a backend's mathematical library may be from the true ones, and what its
 * sums are accumulated in. The error at y is at most {@code 2 * ulps * u * |y| + units * u}, where
 * u is the unit roundoff of the type; the rounding of the result comes on top.
 */
public final class FunctionErrors {

  /** A bound on the error of one function. */
  public record Bound(double ulps, double units) {
    static final Bound ROUNDING_ONLY = new Bound(0, 0);

    boolean isNone() {
      return ulps == 0 && units == 0;
    }

    /** What allows what either does. */
    Bound or(Bound other) {
      return new Bound(Math.max(ulps, other.ulps), Math.max(units, other.units));
    }
  }

  /**
   * What is faithful on any backend: it covers what was measured of ONNX Runtime 1.17.3 and 1.32
   * and PyTorch 2.2.2 on a CPU, with division by a reciprocal and a square root that is not
   * correctly rounded. Sums of types narrower than float32 are accumulated in float32.
   */
  public static final FunctionErrors COMMON = common();

  private final Map<DType, Map<Prim, Bound>> bounds;
  private final Map<DType, Map<String, Bound>> operators;
  private final Map<DType, Double> accumulators;

  private FunctionErrors(
      Map<DType, Map<Prim, Bound>> bounds,
      Map<DType, Map<String, Bound>> operators,
      Map<DType, Double> accumulators) {
    this.bounds = bounds;
    this.operators = operators;
    this.accumulators = accumulators;
  }

  /** The bound for a function in a float type. */
  public Bound of(Prim prim, DType type) {
    return Objects.requireNonNull(bounds.get(type)).getOrDefault(prim, Bound.ROUNDING_ONLY);
  }

  /**
   * What the result of a composed operator (Gelu) may err in a float type beyond what it is made
   * of, where a backend has one function for all of it.
   */
  public Bound of(String operator, DType type) {
    return operators.getOrDefault(type, Map.of()).getOrDefault(operator, Bound.ROUNDING_ONLY);
  }

  /** The unit roundoff of what sums of a float type are accumulated in. */
  public double accumulator(DType type) {
    return Objects.requireNonNull(accumulators.get(type));
  }

  /** The same, with as much more allowed to a function in a type as a bound says. */
  public FunctionErrors allowing(Prim prim, DType type, Bound bound) {
    Map<DType, Map<Prim, Bound>> wider = new EnumMap<>(bounds);
    Map<Prim, Bound> ofType = new EnumMap<>(Objects.requireNonNull(bounds.get(type)));
    ofType.merge(prim, bound, Bound::or);
    wider.put(type, ofType);
    return new FunctionErrors(wider, operators, accumulators);
  }

  /** The same, with as much allowed to a composed operator in a type as a bound says. */
  public FunctionErrors allowing(String operator, DType type, Bound bound) {
    Map<DType, Map<String, Bound>> wider = new EnumMap<>(DType.class);
    wider.putAll(operators);
    Map<String, Bound> ofType = new HashMap<>(wider.getOrDefault(type, Map.of()));
    ofType.merge(operator, bound, Bound::or);
    wider.put(type, ofType);
    return new FunctionErrors(bounds, wider, accumulators);
  }

  /** The same, with sums of a type accumulated no more precisely than with a unit roundoff. */
  public FunctionErrors accumulating(DType type, double unit) {
    Map<DType, Double> coarser = new EnumMap<>(accumulators);
    coarser.merge(type, unit, Math::max);
    return new FunctionErrors(bounds, operators, coarser);
  }

  private static FunctionErrors common() {
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
    Map<Prim, Bound> half = new EnumMap<>(Prim.class); // libraries compute it in float32
    single.forEach((p, b) -> half.put(p, new Bound(Math.min(1, b.ulps), Math.min(1, b.units))));
    Map<DType, Map<Prim, Bound>> bounds = new EnumMap<>(DType.class);
    Map<DType, Double> accumulators = new EnumMap<>(DType.class);
    for (DType type : DType.values()) {
      if (type.isFloat()) {
        boolean narrow = type.bits() < DType.FLOAT32.bits();
        bounds.put(type, narrow ? half : type == DType.FLOAT32 ? single : twofold);
        accumulators.put(type, narrow ? DType.FLOAT32.unit() : type.unit());
      }
    }
    return new FunctionErrors(bounds, Map.of(), accumulators);
  }
}
