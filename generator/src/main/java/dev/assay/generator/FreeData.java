package dev.assay.generator;

import dev.assay.core.expr.Range;

/**
 * A tensor of a model whose elements are free, and what the model does with them.
 *
 * @param range between which bounds integers lie
 * @param terms how many products are summed that have its elements as factors: the fan-in of a
 *     weight, and 1 for what is none
 * @param divides whether something is divided by its elements or their root is taken
 */
public record FreeData(Range range, int terms, boolean divides) {
  public static final FreeData ANY = of(Range.ALL);

  /** Elements with bounds, and nothing known of their use. */
  public static FreeData of(Range range) {
    return new FreeData(range, 1, false);
  }

  boolean isWeight() {
    return terms > 1;
  }

  /** Whether nothing bounds the elements. */
  boolean isUnbounded() {
    return range.equals(Range.ALL);
  }

  /** The same in one more use. */
  FreeData usedAs(int termsThere, boolean dividesThere) {
    return new FreeData(range, Math.max(terms, termsThere), divides || dividesThere);
  }
}
