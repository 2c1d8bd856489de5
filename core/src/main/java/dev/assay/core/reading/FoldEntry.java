package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import java.util.Arrays;

/**
 * A fold, going back: each value of the body gets its share of the adjoint and goes back through
 * the tape of what hangs on the fold's indices.
 */
final class FoldEntry extends Tape.Entry {
  private final Prim prim;
  private final Slot[] over;
  private final int[] extents;
  private final Batch batch;
  private final ElementNode result;
  private final ElementNode body;
  private final Tape inner;
  private final Tape.Entry to;

  /** Of a product: the product of all factors but zeros, and how many are zero. */
  private final double[] product;

  private final int[] zeros;

  /** Of a minimum or maximum: whether an earlier value was it. */
  private final boolean[] found;

  FoldEntry(
      Prim prim,
      Slot[] over,
      int[] extents,
      Batch batch,
      ElementNode result,
      ElementNode body,
      Tape inner,
      Tape.Entry to) {
    super(batch.width);
    this.prim = prim;
    this.over = over;
    this.extents = extents;
    this.batch = batch;
    this.result = result;
    this.body = body;
    this.inner = inner;
    this.to = to;
    this.product = new double[batch.width];
    this.zeros = new int[batch.width];
    this.found = new boolean[batch.width];
  }

  @Override
  void pull(int n) {
    switch (prim) {
      case ADD -> FoldNode.each(batch, over, extents, () -> share(adjoint, n));
      case MUL -> {
        Arrays.fill(product, 0, n, 1);
        Arrays.fill(zeros, 0, n, 0);
        FoldNode.each(batch, over, extents, () -> multiply(body.get().real, n));
        FoldNode.each(batch, over, extents, () -> shareOfProduct(body.get().real, n));
      }
      case MIN, MAX -> {
        double[] best = result.get().real;
        Arrays.fill(found, 0, n, false);
        FoldNode.each(batch, over, extents, () -> shareOfBest(body.get().real, best, n));
      }
      default -> throw new IllegalArgumentException("a fold of floats by " + prim);
    }
  }

  private void share(double[] g, int n) {
    double[] a = to.adjoint;
    for (int k = 0; k < n; k++) {
      a[k] += g[k];
    }
    inner.reverse(n);
  }

  private void multiply(double[] x, int n) {
    for (int k = 0; k < n; k++) {
      if (x[k] == 0) {
        zeros[k]++;
      } else {
        product[k] *= x[k];
      }
    }
  }

  private void shareOfProduct(double[] x, int n) {
    double[] a = to.adjoint;
    for (int k = 0; k < n; k++) {
      boolean zero = x[k] == 0;
      if (zeros[k] == (zero ? 1 : 0)) {
        a[k] += adjoint[k] * (zero ? product[k] : product[k] / x[k]);
      }
    }
    inner.reverse(n);
  }

  /** All goes to the first of the values that are the result. */
  private void shareOfBest(double[] x, double[] best, int n) {
    double[] a = to.adjoint;
    for (int k = 0; k < n; k++) {
      if (x[k] == best[k] && !found[k]) {
        found[k] = true;
        a[k] += adjoint[k];
      }
    }
    inner.reverse(n);
  }
}
