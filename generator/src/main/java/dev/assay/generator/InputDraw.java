package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Range;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;

/** How the elements of inputs and constants are drawn. */
public enum InputDraw {
  /** Small integers in every type, many of them zero: exact in most arithmetic. */
  SMALL,
  /** Zeros, and -1, 1 and 2 here and there, fewer the more of them are summed. */
  SPARSE,
  /** Normal numbers, those of weights scaled by the root of their fan-in. */
  SCALED,
  /** Small numbers from 1 up: inside the domain of roots, logarithms and quotients. */
  POSITIVE,
  /** Numbers between -1 and 1, integers 0 and 1: inside the domain of arc functions. */
  UNIT,
  /** Powers of four: exact as divisors and under roots. */
  POWERS,
  /** 0, 1, 2 and so on: along some axis, or over all elements, or as the digits of rows. */
  COUNTING,
  /** Multiples of a half: the ties of every rounding. */
  HALVES,
  /** Near to a number that is far from zero: what cancels in differences and naive variances. */
  OFFSET,
  /** Of many magnitudes; integers of all that the type holds, so that sums overflow. */
  WIDE,
  /** All elements the same, often a neutral 0 or 1. */
  ALIKE;

  private static final InputDraw[] ALL = values();

  /** At most so many of the products that a sum has are not zero, on average. */
  private static final double PRODUCTS = 4;

  /** One of the ways, each as often as its weight says. */
  static InputDraw any(Choices choices, double... weights) {
    return ALL[choices.weighted(weights)];
  }

  private static final List<String> WORDS =
      List.of("", "a", "b", "Assay", "ASSAY", "\u00df", "a b");

  public Tensor draw(Choices choices, DType type, int... shape) {
    return draw(choices, type, FreeData.ANY, shape);
  }

  /** Elements that are integers in a range, where one is given. */
  public Tensor draw(Choices choices, DType type, FreeData free, int... shape) {
    Range range = free.range();
    int size = Tensor.size(shape);
    Count count = this == COUNTING ? Count.of(choices, range, shape) : Count.NONE;
    int centre = centre(choices);
    if (type == DType.STRING) {
      String[] words = new String[size];
      for (int k = 0; k < size; k++) {
        words[k] = choices.of(WORDS);
      }
      return Tensor.of(shape, words);
    }
    if (type.isFloat()) {
      double[] reals = new double[size];
      for (int k = 0; k < size; k++) {
        reals[k] = onGrid(type, clip(range, real(choices, free.terms(), count.at(k), centre)));
      }
      return Tensor.of(type, shape, reals);
    }
    long[] integers = new long[size];
    for (int k = 0; k < size; k++) {
      integers[k] = integer(choices, type, range, count.at(k), centre);
    }
    return Tensor.of(type, shape, integers);
  }

  /** What all elements are near to. */
  private int centre(Choices choices) {
    return switch (this) {
      case OFFSET -> (choices.flag() ? 1 : -1) << choices.between(4, 11);
      case ALIKE -> choices.of(List.of(0, 0, 1, 1, -1, 2, 3, -5));
      case SMALL, SPARSE, SCALED, POSITIVE, UNIT, POWERS, COUNTING, HALVES, WIDE -> 0;
    };
  }

  private double real(Choices choices, int terms, int k, int centre) {
    return switch (this) {
      case SMALL -> choices.chance(0.4) ? 0 : choices.between(-4, 4);
      case SPARSE ->
          choices.chance(Math.min(0.6, PRODUCTS / terms)) ? choices.of(List.of(-1, 1, 2)) : 0;
      case SCALED -> choices.normal() / Math.sqrt(terms);
      case POSITIVE -> 1 + choices.between(0, 24) / 8.0;
      case UNIT -> choices.between(-30, 30) / 32.0;
      case POWERS -> Math.scalb(1.0, 2 * choices.between(-1, 1));
      case COUNTING -> k;
      case HALVES -> choices.between(-16, 16) / 2.0;
      case OFFSET -> centre + choices.normal() / 2;
      case WIDE -> choices.normal() * Math.scalb(1.0, choices.between(-12, 12));
      case ALIKE -> centre;
    };
  }

  private static double clip(Range range, double x) {
    return range.equals(Range.ALL)
        ? x
        : Math.rint(Math.max(range.low(), Math.min(range.high(), x)));
  }

  private static double onGrid(DType type, double x) {
    if (type == DType.FLOAT8E8M0) {
      return type.cast(Math.max(0.0625, Math.abs(x)), true);
    }
    double y = type.bits() <= 8 ? type.cast(x, true) : type.nearest(x);
    return y == 0 && !type.hasNegativeZero() ? 0.0 : y;
  }

  private long integer(Choices choices, DType type, Range range, int k, int centre) {
    if (type == DType.BOOL) {
      return choices.between(0, 1);
    }
    if (!range.equals(Range.ALL)) {
      long least = type.isSigned() ? range.low() : Math.max(0, range.low());
      long most = Math.max(least, range.high());
      return switch (this) {
        case COUNTING -> least + k % (most - least + 1);
        case ALIKE -> least + Math.floorMod(centre, most - least + 1);
        case SMALL, SPARSE, SCALED, POSITIVE, UNIT, POWERS, HALVES, OFFSET, WIDE ->
            choices.between(least, most);
      };
    }
    long reach =
        switch (this) {
          case SMALL, SPARSE, POSITIVE, UNIT, POWERS, COUNTING -> 4;
          case HALVES -> 16;
          case SCALED -> 100;
          case OFFSET, WIDE, ALIKE -> Range.FAR;
        };
    boolean bounded = type.bits() < 64;
    long high = Math.min(bounded ? type.high() : Range.FAR, reach);
    long low = !type.isSigned() ? 0 : Math.max(bounded ? type.low() : -Range.FAR, -reach);
    return switch (this) {
      case SMALL -> choices.chance(0.4) ? 0 : choices.between(low, high);
      case SPARSE ->
          choices.chance(0.6) ? 0 : choices.between(Math.max(-1, low), Math.min(2, high));
      case SCALED, HALVES, WIDE -> choices.between(low, high);
      case POSITIVE -> choices.between(1L, Math.max(1, high));
      case UNIT -> choices.chance(0.7) ? 0 : 1;
      case POWERS -> Math.min(high, choices.flag() ? 1 : 4);
      case COUNTING -> type.wrap(k);
      case OFFSET -> Math.max(low, Math.min(high, centre + choices.between(-2, 2)));
      case ALIKE -> Math.max(low, Math.min(high, centre));
    };
  }
}
