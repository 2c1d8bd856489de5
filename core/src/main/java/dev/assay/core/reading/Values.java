package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;

/**
 * The value reading: integers and truth values exactly, floats in double, float64 in double-double;
 * results are rounded where they are stored.
 */
final class Values implements Domain {

  @Override
  public Lane lane(DType type, int n) {
    return Lane.ofValues(type, n);
  }

  @Override
  public Lane load(Tensor t) {
    return t.type().isFloat()
        ? Lane.ofReals(t.type(), t.reals())
        : Lane.ofIntegers(t.type(), t.integers());
  }

  @Override
  public void constant(Lane out, double real, long integer, int n) {
    if (out.type.isFloat()) {
      Arrays.fill(out.real, 0, n, real);
      if (out.rest.length > 0) {
        Arrays.fill(out.rest, 0, n, 0);
      }
    } else {
      Arrays.fill(out.integer, 0, n, integer);
    }
  }

  @Override
  public void index(Lane out, int[] least, int[] most, int n) {
    for (int k = 0; k < n; k++) {
      if (out.type.isFloat()) {
        out.real[k] = least[k];
      } else {
        out.integer[k] = least[k];
      }
    }
  }

  @Override
  public void store(Lane out, int n) {
    if (out.type.isFloat() && out.type != DType.FLOAT64) {
      for (int k = 0; k < n; k++) {
        out.real[k] = out.type.nearest(out.real[k]);
      }
    }
  }

  @Override
  public void hull(Lane out, int k, Lane from, int at) {
    throw new IllegalStateException("a value is never uncertain");
  }

  @Override
  public void apply(Prim prim, Lane out, Lane[] args, int n) {
    Lane x = args[0];
    Lane y = args[args.length > 1 ? 1 : 0];
    if (prim == Prim.SELECT) {
      select(out, x.integer, y, args[2], n);
    } else if (prim == Prim.CAST || prim == Prim.CAST_WRAPPING) {
      cast(out, x, prim == Prim.CAST, n);
    } else if (prim == Prim.CONVERT) {
      System.arraycopy(x.real, 0, out.real, 0, n);
      Arrays.fill(out.rest, 0, out.rest.length == 0 ? 0 : n, 0);
    } else if (!x.type.isFloat()) {
      integers(prim, out, x, y, n);
    } else if (prim.isTest()) {
      tests(prim, out, x, y, n);
    } else {
      reals(prim, out, x, y, n);
    }
  }

  private static void select(Lane out, long[] truth, Lane yes, Lane no, int n) {
    if (!out.type.isFloat()) {
      for (int k = 0; k < n; k++) {
        out.integer[k] = truth[k] != 0 ? yes.integer[k] : no.integer[k];
      }
      return;
    }
    for (int k = 0; k < n; k++) {
      out.real[k] = truth[k] != 0 ? yes.real[k] : no.real[k];
    }
    for (int k = 0; k < Math.min(n, out.rest.length); k++) {
      out.rest[k] = truth[k] != 0 ? yes.rest[k] : no.rest[k];
    }
  }

  private static void integers(Prim prim, Lane out, Lane x, Lane y, int n) {
    if (prim == Prim.POW && y.type.isFloat()) {
      for (int k = 0; k < n; k++) {
        double base = x.type.toDouble(x.integer[k]);
        out.integer[k] = Casts.integer(out.type, Math.pow(base, y.real[k]));
      }
      return;
    }
    Integers.apply(prim, x.type, out.integer, x.integer, y.integer, n);
  }

  /** Comparisons see the rest of a double-double where the high halves are equal. */
  private static void tests(Prim prim, Lane out, Lane x, Lane y, int n) {
    boolean pair = x.rest.length > 0 && prim.arity() == 2;
    for (int k = 0; k < n; k++) {
      double a = x.real[k];
      double b = y.real[k];
      boolean rests = pair && a == b;
      out.integer[k] = Reals.test(prim, rests ? x.rest[k] : a, rests ? y.rest[k] : b) ? 1 : 0;
    }
  }

  private static void reals(Prim prim, Lane out, Lane x, Lane y, int n) {
    if (prim == Prim.POW && !y.type.isFloat()) {
      for (int k = 0; k < n; k++) {
        out.real[k] = Math.pow(x.real[k], y.type.toDouble(y.integer[k]));
      }
    } else if (out.rest.length == 0) {
      Reals.apply(prim, out.real, jumps(prim) ? held(out, x, n) : x.real, y.real, n);
      return;
    } else if (DoubleDoubles.covers(prim)) {
      DoubleDoubles.apply(prim, out, x, y, n);
      return;
    } else {
      Reals.apply(prim, out.real, x.real, y.real, n);
    }
    Arrays.fill(out.rest, 0, out.rest.length == 0 ? 0 : n, 0);
  }

  /** Whether a function jumps, so that the least error of its argument matters. */
  private static boolean jumps(Prim prim) {
    return prim == Prim.ROUND || prim == Prim.FLOOR || prim == Prim.CEIL || prim == Prim.TRUNC;
  }

  /** The numbers as their type holds them: near a jump, an implementation sees these. */
  private static double[] held(Lane out, Lane x, int n) {
    for (int k = 0; k < n; k++) {
      out.real[k] = x.type.nearest(x.real[k]);
    }
    return out.real;
  }

  private static void cast(Lane out, Lane x, boolean saturate, int n) {
    DType to = out.type;
    for (int k = 0; k < n; k++) {
      if (to.isFloat()) {
        out.real[k] =
            x.type.isFloat()
                ? Casts.real(to, x.real[k], saturate)
                : Casts.real(to, x.type, x.integer[k], saturate);
      } else {
        out.integer[k] =
            x.type.isFloat()
                ? Casts.integer(to, x.type.nearest(x.real[k]))
                : Casts.integer(to, x.integer[k]);
      }
    }
    if (out.rest.length > 0) {
      for (int k = 0; k < n; k++) {
        boolean exact = x.type.isFloat() || Math.abs(out.real[k]) >= 0x1p63;
        out.rest[k] = exact ? 0 : x.integer[k] - (long) out.real[k];
      }
    }
  }

  @Override
  public Folder folder(Prim prim, DType type, int n) {
    Lane total = lane(type, n);
    boolean plain = prim == Prim.ADD && type.isFloat() && total.rest.length == 0;
    return new Total(this, prim, total, plain);
  }
}
