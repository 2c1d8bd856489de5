package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import java.util.Arrays;

/**
 * A domain whose floats are numbers without any rounding; integers and truth values as they are.
 */
abstract class Unrounded implements Domain {

  /** Sets an element of a float lane to an integer. */
  abstract void set(Lane out, int k, long whole);

  /** Sets the first elements of a float lane to a number. */
  abstract void fill(Lane out, double real, int n);

  /** Casts an element. */
  abstract void cast(Prim prim, Lane out, Lane x, int k);

  /** A function of an integer, and of what else it takes. */
  abstract long integer(Prim prim, Lane x, Lane y, int k);

  /** Whether a test holds of floats. */
  abstract boolean test(Prim prim, Lane x, Lane y, int k);

  /** Sets an element to a function of a float, and of what else it takes. */
  abstract void real(Prim prim, Lane out, Lane x, Lane y, int k);

  @Override
  public final void constant(Lane out, double real, long integer, int n) {
    if (out.type.isFloat()) {
      fill(out, real, n);
    } else {
      Arrays.fill(out.integer, 0, n, integer);
    }
  }

  @Override
  public final void index(Lane out, int[] least, int[] most, int n) {
    for (int k = 0; k < n; k++) {
      if (out.type.isFloat()) {
        set(out, k, least[k]);
      } else {
        out.integer[k] = least[k];
      }
    }
  }

  @Override
  public final void hull(Lane out, int k, Lane from, int at) {
    throw new IllegalStateException("what is not rounded is never uncertain");
  }

  @Override
  public final void store(Lane out, int n) {}

  @Override
  public final Folder folder(Prim prim, DType type, int n) {
    return new Total(this, prim, lane(type, n), false);
  }

  @Override
  public final void apply(Prim prim, Lane out, Lane[] args, int n) {
    Lane x = args[0];
    Lane y = args[args.length > 1 ? 1 : 0];
    for (int k = 0; k < n; k++) {
      if (prim == Prim.SELECT) {
        out.copy(x.integer[k] != 0 ? y : args[2], k, k, 1);
      } else if (prim == Prim.CAST || prim == Prim.CAST_WRAPPING || prim == Prim.CONVERT) {
        cast(prim, out, x, k);
      } else if (!x.type.isFloat()) {
        out.integer[k] = integer(prim, x, y, k);
      } else if (prim.isTest()) {
        out.integer[k] = test(prim, x, y, k) ? 1 : 0;
      } else {
        real(prim, out, x, y, k);
      }
    }
  }
}
