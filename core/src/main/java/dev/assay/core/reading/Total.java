package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import org.jspecify.annotations.Nullable;

/** A fold in a lane of running results, one application of its primitive after the other. */
final class Total implements Domain.Folder {
  private final Domain domain;
  private final Prim prim;
  private final Lane total;
  private final Lane[] pair;
  private final boolean plain;

  /**
   * @param plain whether the running sums are plain doubles, to which anybody may add
   */
  Total(Domain domain, Prim prim, Lane total, boolean plain) {
    this.domain = domain;
    this.prim = prim;
    this.total = total;
    this.pair = new Lane[] {total, total};
    this.plain = plain;
  }

  @Override
  public double @Nullable [] sums() {
    return plain ? total.real : null;
  }

  @Override
  public void begin(int n) {
    domain.constant(total, Neutral.real(prim), Neutral.integer(prim, total.type), n);
  }

  @Override
  public void step(Lane x, int n) {
    pair[1] = x;
    domain.apply(prim, total, pair, n);
  }

  @Override
  public void end(Lane out, int n) {
    out.copy(total, 0, 0, n);
  }
}
