package dev.assay.generator;

import java.util.function.LongUnaryOperator;

/**
 * How far apart the sides of a rule are, and how fast one of its sizes brings them together.
 *
 * @param width the right side less the left
 * @param slope by how much one more of the size closes it
 */
public record Gap(long width, long slope) {

  /**
   * @param size the number of the size now
   * @param width the right side less the left, with another number for the size
   */
  public static Gap of(long size, LongUnaryOperator width) {
    long now = width.applyAsLong(size);
    return new Gap(now, now - width.applyAsLong(size + 1));
  }

  /** Whether the size moves the sides at all. */
  public boolean closes() {
    return slope != 0;
  }

  /** The number with which a size mends the rule, as far as that is linear in it. */
  public long mended(long size) {
    long steps = Math.floorDiv(width + Math.abs(slope) - 1, Math.abs(slope));
    return size + steps * Long.signum(slope);
  }
}
