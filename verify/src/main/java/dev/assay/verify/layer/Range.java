package dev.assay.verify.layer;

import dev.assay.core.tensor.DType;

/** The numbers between two ends, which are the doubles next to what was written. */
public record Range(double low, double high) {
  public Range {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "a range is empty\n  required : two numbers, the lower one first\n  but      : ["
              + low
              + ", "
              + high
              + "]");
    }
  }

  /** All finite numbers of a type. */
  static Range of(DType type) {
    if (type.isFloat()) {
      return new Range(-type.max(), type.max());
    }
    return new Range(type.toDouble(type.low()), type.toDouble(type.high()));
  }

  /** The least number of a type in it. */
  double least(DType type) {
    return type.isFloat() ? type.up(low) : Math.ceil(Math.max(low, of(type).low));
  }

  /** The greatest number of a type in it. */
  double greatest(DType type) {
    return type.isFloat() ? type.down(high) : Math.floor(Math.min(high, of(type).high));
  }

  @Override
  public String toString() {
    return "[" + Decimals.of(low) + ", " + Decimals.of(high) + "]";
  }
}
