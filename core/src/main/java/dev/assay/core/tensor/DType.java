package dev.assay.core.tensor;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An element type: a grid of floating-point numbers, a window of the integers, truth values or
 * text.
 *
 * <p>The numbers are those of ONNX's {@code TensorProto.DataType}.
 */
public enum DType {
  FLOAT32(1, Kind.FLOAT, 32, 24, -126, Float.MAX_VALUE),
  UINT8(2, Kind.UNSIGNED, 8),
  INT8(3, Kind.SIGNED, 8),
  UINT16(4, Kind.UNSIGNED, 16),
  INT16(5, Kind.SIGNED, 16),
  INT32(6, Kind.SIGNED, 32),
  INT64(7, Kind.SIGNED, 64),
  STRING(8, Kind.TEXT, 0),
  BOOL(9, Kind.TRUTH, 8),
  FLOAT16(10, Kind.FLOAT, 16, 11, -14, 65504),
  FLOAT64(11, Kind.FLOAT, 64, 53, -1022, Double.MAX_VALUE),
  UINT32(12, Kind.UNSIGNED, 32),
  UINT64(13, Kind.UNSIGNED, 64),
  BFLOAT16(16, Kind.FLOAT, 16, 8, -126, 0x1.FEp127),
  FLOAT8E4M3FN(17, Kind.FLOAT, 8, 4, -6, 448),
  FLOAT8E4M3FNUZ(18, Kind.FLOAT, 8, 4, -7, 240),
  FLOAT8E5M2(19, Kind.FLOAT, 8, 3, -14, 57344),
  FLOAT8E5M2FNUZ(20, Kind.FLOAT, 8, 3, -15, 57344),
  UINT4(21, Kind.UNSIGNED, 4),
  INT4(22, Kind.SIGNED, 4),
  FLOAT4E2M1(23, Kind.FLOAT, 4, 2, 0, 6),
  FLOAT8E8M0(24, Kind.FLOAT, 8, 1, -127, 0x1p127),
  UINT2(25, Kind.UNSIGNED, 2),
  INT2(26, Kind.SIGNED, 2),
  FLOAT6E2M3(27, Kind.FLOAT, 6, 4, 0, 7.5),
  FLOAT6E3M2(28, Kind.FLOAT, 6, 3, -2, 28);

  private enum Kind {
    FLOAT,
    SIGNED,
    UNSIGNED,
    TRUTH,
    TEXT
  }

  /** All types. */
  public static final Set<DType> ANY = TypeSet.of(EnumSet.allOf(DType.class));

  /** The floating-point types in which models compute. */
  public static final Set<DType> FLOATS = setOf(FLOAT32, FLOAT64, FLOAT16, BFLOAT16);

  /** Floats and the integers of 8 bits and more. */
  public static final Set<DType> NUMBERS =
      setOf(
          FLOAT32, FLOAT64, FLOAT16, BFLOAT16, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32,
          UINT64);

  /** The types that ONNX sums and multiplies in matrices. */
  public static final Set<DType> SUMMABLE =
      setOf(FLOAT32, FLOAT64, FLOAT16, BFLOAT16, INT32, INT64, UINT32, UINT64);

  /** The integers of 8 bits and more. */
  public static final Set<DType> INTEGERS =
      setOf(INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64);

  /** Types of indices. */
  public static final Set<DType> INDICES = setOf(INT32, INT64);

  /** Every type with a number in it: all but text and truth. */
  public static final Set<DType> NUMERIC;

  static {
    EnumSet<DType> numeric = EnumSet.allOf(DType.class);
    numeric.removeAll(Set.of(STRING, BOOL));
    NUMERIC = TypeSet.of(numeric);
  }

  private final int onnx;
  private final Kind kind;
  private final int bits;
  private final int precision;
  private final int leastExponent;
  private final double max;

  DType(int onnx, Kind kind, int bits) {
    this(onnx, kind, bits, 0, 0, 0);
  }

  DType(int onnx, Kind kind, int bits, int precision, int leastExponent, double max) {
    this.onnx = onnx;
    this.kind = kind;
    this.bits = bits;
    this.precision = precision;
    this.leastExponent = leastExponent;
    this.max = max;
  }

  /** An unmodifiable set in the order of declaration. */
  public static Set<DType> setOf(DType first, DType... rest) {
    return TypeSet.of(EnumSet.of(first, rest));
  }

  /** A set of types and more, unmodifiable. */
  public static Set<DType> with(Set<DType> types, DType... more) {
    Set<DType> all = EnumSet.copyOf(types);
    all.addAll(List.of(more));
    return TypeSet.of(all);
  }

  /** The types in both of two sets, unmodifiable. */
  public static Set<DType> common(Set<DType> a, Set<DType> b) {
    return TypeSet.common(a, b);
  }

  /**
   * The type with a number of ONNX's {@code TensorProto.DataType}.
   *
   * @throws IllegalArgumentException if no type has the number
   */
  public static DType of(int onnx) {
    for (DType t : values()) {
      if (t.onnx == onnx) {
        return t;
      }
    }
    throw new IllegalArgumentException("element type " + onnx + " is not known to ONNX IR 14");
  }

  /** The number in ONNX's {@code TensorProto.DataType}. */
  public int onnx() {
    return onnx;
  }

  /**
   * The name as ONNX's schemas write it inside {@code tensor(...)}: {@code float}, {@code int64}.
   */
  public String label() {
    return switch (this) {
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }

  /** Width of one element in bits; 0 for text. */
  public int bits() {
    return bits;
  }

  /** Bits of the significand, the hidden one included; 0 unless a float. */
  public int precision() {
    return precision;
  }

  /** The exponent of the least normal number. */
  public int leastExponent() {
    return leastExponent;
  }

  /** The greatest finite number of a float type. */
  public double max() {
    return max;
  }

  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  /** Whether the type is an integer, signed or not; truth values are not. */
  public boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  public boolean isSigned() {
    return kind == Kind.SIGNED || kind == Kind.FLOAT;
  }

  /** Whether the type is one of the float8 types with a sign, whose casts may saturate. */
  public boolean isFloat8() {
    return isFloat() && bits == 8 && this != FLOAT8E8M0;
  }

  /** Whether the type has infinities. */
  public boolean hasInfinity() {
    return switch (this) {
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16, FLOAT8E5M2 -> true;
      default -> false;
    };
  }

  /** Whether the type has a negative zero. */
  public boolean hasNegativeZero() {
    return isFloat() && this != FLOAT8E4M3FNUZ && this != FLOAT8E5M2FNUZ && this != FLOAT8E8M0;
  }

  /** The unit roundoff, 2^-precision. */
  public double unit() {
    return Math.scalb(1.0, -precision);
  }

  /** The least integer; for 64 unsigned bits, 0. */
  public long low() {
    return kind == Kind.SIGNED ? -1L << (bits - 1) : 0;
  }

  /** The greatest integer; for 64 unsigned bits, all ones ({@code -1} as a signed long). */
  public long high() {
    return switch (kind) {
      case SIGNED -> ~(-1L << (bits - 1));
      case UNSIGNED -> bits == 64 ? -1L : (1L << bits) - 1;
      default -> 1;
    };
  }

  /** The integer modulo 2^bits, as the type reads it. */
  public long wrap(long v) {
    if (kind == Kind.TRUTH) {
      return v != 0 ? 1 : 0;
    }
    int shift = 64 - bits;
    return kind == Kind.SIGNED ? v << shift >> shift : v << shift >>> shift;
  }

  /** Compares two integers of the type. */
  public int compare(long x, long y) {
    return this == UINT64 ? Long.compareUnsigned(x, y) : Long.compare(x, y);
  }

  /** The nearest double to an integer of the type. */
  public double toDouble(long v) {
    return this == UINT64 && v < 0 ? ((v >>> 1) | (v & 1)) * 2.0 : v;
  }

  /** The grid point nearest to x, ties to even; beyond the greatest number, infinity. */
  public double nearest(double x) {
    return this == FLOAT32 ? (float) x : grid(x, 0);
  }

  /** The greatest grid point that is at most x. */
  public double down(double x) {
    if (this == FLOAT32) {
      float f = (float) x;
      return f > x ? Math.nextDown(f) : f;
    }
    return grid(x, -1);
  }

  /** The least grid point that is at least x. */
  public double up(double x) {
    if (this == FLOAT32) {
      float f = (float) x;
      return f < x ? Math.nextUp(f) : f;
    }
    return grid(x, 1);
  }

  private double grid(double x, int way) {
    if (x == 0 || this == FLOAT64 || Double.isNaN(x) || Double.isInfinite(x)) {
      return x;
    }
    double quantum = Math.scalb(1.0, Math.max(Math.getExponent(x), leastExponent) - precision + 1);
    double steps = x / quantum;
    double rounded = way == 0 ? Math.rint(steps) : way < 0 ? Math.floor(steps) : Math.ceil(steps);
    double y = rounded * quantum;
    if (y > max) {
      return way < 0 ? max : Double.POSITIVE_INFINITY;
    }
    if (y < -max) {
      return way > 0 ? -max : Double.NEGATIVE_INFINITY;
    }
    return y;
  }

  /**
   * A number cast into this float type as ONNX's Cast says.
   *
   * @param saturate for float8: whether what is too large becomes the greatest number, or else
   *     infinity or NaN
   */
  public double cast(double x, boolean saturate) {
    double y = nearest(x);
    if (bits > 8) {
      return y;
    }
    if (bits < 8) {
      return Double.isNaN(y) ? -0.0 : Math.copySign(Math.min(Math.abs(y), max), x);
    }
    if (y == 0 && !hasNegativeZero()) {
      return 0.0;
    }
    if (!Double.isInfinite(y)) {
      return y;
    }
    if (saturate) {
      return Math.copySign(max, x);
    }
    return hasInfinity() ? y : Double.NaN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
