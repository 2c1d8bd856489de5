package dev.assay.generator;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Range;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.stream.LongStream;

/** Elements by which data lead into a behaviour. */
final class Lures {
  private static final List<Double> NAN = List.of(Double.NaN);

  private Lures() {}

  /** Floats of a type; empty where none lead there. */
  static List<Double> reals(Behaviour behaviour, DType type) {
    return switch (behaviour) {
      case NAN_ORDER, NAN_EXTREME -> NAN;
      case CAST_OUT_OF_RANGE ->
          List.of(Double.NaN, Double.POSITIVE_INFINITY, -type.max(), type.max(), -1.5, 300.0);
      case ROUNDING_TIE -> List.of(0.5, -0.5, 1.5, 2.5, 1.0);
      case ZERO_SCALE -> List.of(0.0);
      case EQUAL_EXTREMES -> List.of(1.0);
      case OUTSIDE_DOMAIN -> List.of(-1.0, 2.0, 0.0);
      case TEXTS_DIFFER -> List.of(2.0, -1.5, 100.0, 0.5, 0.0);
      case POWER_OUT_OF_RANGE -> List.of(-1.0, 63.0);
      case DIVISION_BY_ZERO, QUOTIENT_OVERFLOW, SHIFT_PAST_WIDTH -> List.of();
      case INDEX_OUT_OF_RANGE, DUPLICATE_INDICES -> List.of();
      case OVERSIZE_PAD, EMPTY_WINDOW, UNSORTED_ORDER, EMPTY_FOLD -> List.of();
      case SPECIAL_FLOATS -> SpecialValues.of(type);
    };
  }

  /** Integers of a type; empty where none lead there. */
  static List<Long> integers(Behaviour behaviour, DType type, Range range) {
    LongStream all =
        switch (behaviour) {
          case DIVISION_BY_ZERO, ZERO_SCALE -> LongStream.of(0);
          case QUOTIENT_OVERFLOW -> LongStream.of(type.low(), -1);
          case SHIFT_PAST_WIDTH -> LongStream.of(type.bits(), type.bits() + 1L, type.high(), -1);
          case POWER_OUT_OF_RANGE -> LongStream.of(-1, 63, 7, type.high());
          case EQUAL_EXTREMES, DUPLICATE_INDICES ->
              LongStream.of(Math.max(range.low(), Math.min(range.high(), 1)));
          case OUTSIDE_DOMAIN -> LongStream.of(-1, 2, 0);
          case TEXTS_DIFFER -> LongStream.of(2, -1, 1L << 26);
          case CAST_OUT_OF_RANGE -> LongStream.of(0, -1, type.high());
          case INDEX_OUT_OF_RANGE -> LongStream.of(range.high() + 1, range.low() - 1);
          case ROUNDING_TIE -> LongStream.of(1, 3, 5);
          case NAN_ORDER, NAN_EXTREME, SPECIAL_FLOATS -> LongStream.of();
          case OVERSIZE_PAD, EMPTY_WINDOW, UNSORTED_ORDER, EMPTY_FOLD -> LongStream.of();
        };
    return all.filter(v -> type.wrap(v) == v && (v >= 0 || type.isSigned()))
        .filter(v -> range.holds(Range.clip(v)) || behaviour == Behaviour.INDEX_OUT_OF_RANGE)
        .boxed()
        .toList();
  }
}
