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
  /** Normal numbers, those of tensors with more axes scaled by the root of their fan-in. */
  SCALED,
  /** Small numbers from 1 up: inside the domain of roots, logarithms and quotients. */
  POSITIVE,
  /** Numbers between -1 and 1, integers 0 and 1: inside the domain of arc functions. */
  UNIT,
  /** 0, 1, 2 and so on: along some axis, or over all elements, or as the digits of rows. */
  COUNTING;

  private static final InputDraw[] ALL = values();

  /** One of the ways, the usual ones more often. */
  public static InputDraw any(Choices choices) {
    return ALL[choices.weighted(4, 5, 2, 2, 0.2)];
  }

  private static final List<String> WORDS =
      List.of("", "a", "b", "Assay", "ASSAY", "\u00df", "a b");

  public Tensor draw(Choices choices, DType type, int... shape) {
    return draw(choices, type, Range.ALL, shape);
  }

  /** Elements that are integers in a range, where one is given. */
  public Tensor draw(Choices choices, DType type, Range range, int... shape) {
    int size = Tensor.size(shape);
    Count count = this == COUNTING ? Count.of(choices, range, shape) : Count.NONE;
    if (type == DType.STRING) {
      String[] words = new String[size];
      for (int k = 0; k < size; k++) {
        words[k] = choices.of(WORDS);
      }
      return Tensor.of(shape, words);
    }
    if (type.isFloat()) {
      double scale = 1 / Math.sqrt(fanIn(shape));
      double[] reals = new double[size];
      for (int k = 0; k < size; k++) {
        reals[k] = onGrid(type, clip(range, real(choices, scale, count.at(k))));
      }
      return Tensor.of(type, shape, reals);
    }
    long[] integers = new long[size];
    for (int k = 0; k < size; k++) {
      integers[k] = integer(choices, type, range, count.at(k));
    }
    return Tensor.of(type, shape, integers);
  }

  private static double fanIn(int... shape) {
    double product = 1;
    for (int a = 1; a < shape.length; a++) {
      product *= Math.max(1, shape[a]);
    }
    return product;
  }

  private double real(Choices choices, double scale, int k) {
    return switch (this) {
      case SMALL -> choices.chance(0.4) ? 0 : choices.between(-4, 4);
      case SCALED -> choices.normal() * scale;
      case POSITIVE -> 1 + choices.between(0, 24) / 8.0;
      case UNIT -> choices.between(-30, 30) / 32.0;
      case COUNTING -> k;
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

  private long integer(Choices choices, DType type, Range range, int k) {
    if (type == DType.BOOL) {
      return choices.between(0, 1);
    }
    if (!range.equals(Range.ALL)) {
      long least = type.isSigned() ? range.low() : Math.max(0, range.low());
      long most = Math.max(least, range.high());
      return this == COUNTING ? least + k % (most - least + 1) : choices.between(least, most);
    }
    boolean bounded = type.bits() < 64;
    long low = type.isSigned() ? Math.max(type.low(), this == SCALED ? -100 : -4) : 0;
    long high = Math.min(bounded ? type.high() : Range.FAR, this == SCALED ? 100 : 4);
    return switch (this) {
      case SMALL -> choices.chance(0.4) ? 0 : choices.between(low, high);
      case SCALED -> choices.between(low, high);
      case POSITIVE -> choices.between(1L, Math.max(1, high));
      case UNIT -> choices.chance(0.7) ? 0 : 1;
      case COUNTING -> type.wrap(k);
    };
  }
}
