package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import org.jspecify.annotations.Nullable;

/** A primitive, going back: the adjoint times the partial derivative goes to each argument. */
final class ApplyEntry extends Tape.Entry {
  private final Derivatives derivatives;
  private final Prim prim;
  private final ElementNode result;
  private final ElementNode[] args;
  private final Tape.@Nullable Entry[] to;

  /**
   * @param to an entry for each argument, null where nothing is to be had
   */
  ApplyEntry(
      int width,
      Derivatives derivatives,
      Prim prim,
      ElementNode result,
      ElementNode[] args,
      Tape.@Nullable Entry[] to) {
    super(width);
    this.derivatives = derivatives;
    this.prim = prim;
    this.result = result;
    this.args = args;
    this.to = to;
  }

  @Override
  void pull(int n) {
    double[] g = adjoint;
    if (prim == Prim.SELECT) {
      select(args[0].get().integer, n);
      return;
    }
    double[] toX = to(0);
    double[] toY = to.length > 1 ? to(1) : null;
    if (prim == Prim.ADD || prim == Prim.SUB) {
      add(toX, g, 1, n);
      add(toY, g, prim == Prim.ADD ? 1 : -1, n);
    } else if (prim == Prim.MUL) {
      addProduct(toX, g, toX == null ? g : args[1].get().real, n);
      addProduct(toY, g, toY == null ? g : args[0].get().real, n);
    } else {
      general(toX, toY, n);
    }
  }

  private double @Nullable [] to(int arg) {
    Tape.Entry entry = to[arg];
    return entry == null ? null : entry.adjoint;
  }

  private void general(double @Nullable [] toX, double @Nullable [] toY, int n) {
    double[] x = args[0].get().real;
    Lane second = args[args.length - 1].get();
    double[] out = result.get().real;
    for (int k = 0; k < n; k++) {
      double g = adjoint[k];
      if (g == 0) {
        continue;
      }
      double y = second.type.isFloat() ? second.real[k] : second.type.toDouble(second.integer[k]);
      if (toX != null) {
        toX[k] += g * derivatives.first(prim, x[k], y, out[k]);
      }
      if (toY != null) {
        toY[k] += g * derivatives.second(prim, x[k], y, out[k]);
      }
    }
  }

  private void select(long[] test, int n) {
    double[] yes = to(1);
    double[] no = to(2);
    for (int k = 0; k < n; k++) {
      double[] chosen = test[k] != 0 ? yes : no;
      if (chosen != null) {
        chosen[k] += adjoint[k];
      }
    }
  }

  private static void add(double @Nullable [] to, double[] g, double sign, int n) {
    if (to != null) {
      for (int k = 0; k < n; k++) {
        to[k] += sign * g[k];
      }
    }
  }

  private static void addProduct(double @Nullable [] to, double[] g, double[] factor, int n) {
    if (to != null) {
      for (int k = 0; k < n; k++) {
        // nothing times infinity is nothing here
        to[k] += g[k] == 0 ? 0 : g[k] * factor[k];
      }
    }
  }
}
