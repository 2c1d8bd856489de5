package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Range;

/**
 * Numbers for the elements of a tensor, by their row-major place k: {@code k / inner / base^(digits
 * - 1 - k % digits) % base}. So elements count along an axis, or from the first to the last, or the
 * rows of a matrix are the numbers 0, 1, 2 ... digit by digit, and no two rows are alike.
 */
record Count(int inner, int digits, int base) {
  static final Count NONE = new Count(1, 1, 1);

  static Count of(Choices choices, Range range, int... shape) {
    int base = (int) Math.max(2, Math.min(1 << 20, range.high() + 1));
    int last = shape.length == 0 ? 1 : Math.max(1, shape[shape.length - 1]);
    return switch (choices.between(0, shape.length == 0 ? 1 : 2)) {
      case 0 -> new Count(1, 1, Integer.MAX_VALUE);
      case 1 -> new Count(last, last, base);
      default -> along(choices.between(0, shape.length - 1), shape);
    };
  }

  private static Count along(int axis, int... shape) {
    int inner = 1;
    for (int a = axis + 1; a < shape.length; a++) {
      inner *= shape[a];
    }
    return new Count(Math.max(1, inner), 1, Math.max(1, shape[axis]));
  }

  int at(int k) {
    long digit = k / inner;
    for (int d = digits - 1 - k % digits; d > 0 && digit > 0; d--) {
      digit /= base;
    }
    return (int) (digit % base);
  }
}
