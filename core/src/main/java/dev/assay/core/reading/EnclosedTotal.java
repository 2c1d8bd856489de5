package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import org.jspecify.annotations.Nullable;

/**
 * A fold by a primitive whose result does not hang on the order, in a lane of running intervals.
 */
final class EnclosedTotal implements Domain.Folder {
  private final Enclosures domain;
  private final Prim prim;
  private final Lane total;
  private final Lane[] pair;
  private boolean empty = true;

  EnclosedTotal(Enclosures domain, Prim prim, Lane total) {
    this.domain = domain;
    this.prim = prim;
    this.total = total;
    this.pair = new Lane[] {total, total};
  }

  @Override
  public void begin(int n) {
    double real = total.type.isFloat() ? Neutral.real(prim) : 0;
    long integer = total.type.isFloat() ? 0 : Neutral.integer(prim, total.type);
    domain.constant(total, real, integer, n);
    empty = true;
  }

  /** The first value stands for itself: what a library that skips NaN makes of it is not asked. */
  @Override
  public void step(Lane x, int n) {
    if (empty) {
      total.copy(x, 0, 0, n);
      empty = false;
    } else {
      pair[1] = x;
      domain.apply(prim, total, pair, n);
    }
  }

  @Override
  public void end(Lane out, int n) {
    out.copy(total, 0, 0, n);
  }

  @Override
  public double @Nullable [] sums() {
    return null;
  }
}
