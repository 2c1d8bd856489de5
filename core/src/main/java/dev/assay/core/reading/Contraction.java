package dev.assay.core.reading;

/**
 * One step of a sum of products of two plain reads: no column is made, the products are added where
 * they lie. The batch is cut into runs along which both offsets grow by even steps.
 */
final class Contraction implements FoldNode.Body {
  private final double[] sums;
  private final ReadNode left;
  private final ReadNode right;
  private final Batch batch;
  private final int[] runs;
  private int count;

  Contraction(double[] sums, ReadNode left, ReadNode right, Batch batch) {
    this.sums = sums;
    this.left = left;
    this.right = right;
    this.batch = batch;
    this.runs = new int[batch.width + 1];
  }

  @Override
  public void begin() {
    int[] p = left.base();
    int[] q = right.base();
    count = 0;
    runs[count++] = 0;
    int from = 0;
    for (int k = 2; k < batch.n; k++) {
      boolean even =
          p[k] - p[k - 1] == p[from + 1] - p[from] && q[k] - q[k - 1] == q[from + 1] - q[from];
      if (k >= from + 2 && !even) {
        runs[count++] = k;
        from = k;
      }
    }
    runs[count] = batch.n;
  }

  @Override
  public void step() {
    double[] x = left.data().real;
    double[] y = right.data().real;
    int[] p = left.base();
    int[] q = right.base();
    int dp = left.delta();
    int dq = right.delta();
    for (int r = 0; r < count; r++) {
      int from = runs[r];
      int to = runs[r + 1];
      boolean single = to - from == 1;
      int a = single ? 0 : p[from + 1] - p[from];
      int b = single ? 0 : q[from + 1] - q[from];
      add(from, to, x, p[from] + dp, a, y, q[from] + dq, b);
    }
  }

  private void add(int from, int to, double[] x, int p, int a, double[] y, int q, int b) {
    if (a == 1 && b == 0) {
      addScaled(from, to, x, p, y[q]);
    } else if (a == 0 && b == 1) {
      addScaled(from, to, y, q, x[p]);
    } else {
      for (int k = from; k < to; k++, p += a, q += b) {
        sums[k] += x[p] * y[q];
      }
    }
  }

  private void addScaled(int from, int to, double[] x, int p, double factor) {
    int shift = p - from;
    for (int k = from; k < to; k++) {
      sums[k] += x[k + shift] * factor;
    }
  }
}
