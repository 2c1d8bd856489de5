package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;

/** What a fold over nothing gives. */
public final class Neutral {
  private Neutral() {}

  public static double real(Prim prim) {
    return switch (prim) {
      case ADD, OR -> 0;
      case MUL, AND -> 1;
      case MIN -> Double.POSITIVE_INFINITY;
      case MAX -> Double.NEGATIVE_INFINITY;
      default -> throw new IllegalArgumentException("a fold by " + prim);
    };
  }

  public static long integer(Prim prim, DType type) {
    return switch (prim) {
      case ADD, OR -> 0;
      case MUL -> 1;
      case AND -> type == DType.BOOL ? 1 : type.wrap(-1);
      case MIN -> type.high();
      case MAX -> type.low();
      default -> throw new IllegalArgumentException("a fold by " + prim);
    };
  }
}
