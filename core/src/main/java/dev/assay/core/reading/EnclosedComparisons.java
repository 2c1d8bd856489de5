package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;

/** Comparisons of intervals: false, true, or either. */
final class EnclosedComparisons {
  private EnclosedComparisons() {}

  static void apply(Prim prim, Lane out, Lane[] args, int n) {
    Lane x = args[0];
    Lane y = args[args.length - 1];
    boolean reals = x.type.isFloat();
    switch (prim) {
      case EQUAL -> {
        if (reals) {
          equalReals(out, x, y, n);
        } else {
          equalIntegers(out, x, y, n);
        }
      }
      case LESS -> {
        if (reals) {
          lessReals(out, x, y, n);
        } else {
          lessIntegers(out, x, y, 0, n);
        }
      }
      case LESS_EQUAL -> {
        if (reals) {
          atMostReals(out, x, y, n);
        } else {
          lessIntegers(out, x, y, 1, n);
        }
      }
      case IS_NAN -> {
        for (int k = 0; k < n; k++) {
          put(out, k, reals && x.nan[k] && EnclosedArithmetic.isEmpty(x, k), reals && x.nan[k]);
        }
      }
      case IS_INFINITE -> {
        for (int k = 0; k < n; k++) {
          isInfinite(out, k, x, reals);
        }
      }
      default -> throw new IllegalArgumentException(prim + " is no test");
    }
  }

  private static void put(Lane out, int k, boolean must, boolean may) {
    out.integer[k] = must ? 1 : 0;
    out.integerHigh[k] = may ? 1 : 0;
  }

  private static void equalReals(Lane out, Lane x, Lane y, int n) {
    boolean same = x == y;
    for (int k = 0; k < n; k++) {
      boolean nan = x.nan[k] || y.nan[k];
      boolean empty = EnclosedArithmetic.isEmpty(x, k) || EnclosedArithmetic.isEmpty(y, k);
      boolean points = same || x.real[k] == y.realHigh[k] && x.realHigh[k] == y.real[k];
      put(
          out,
          k,
          points && !nan,
          !empty && x.real[k] <= y.realHigh[k] && y.real[k] <= x.realHigh[k]);
    }
  }

  private static void lessReals(Lane out, Lane x, Lane y, int n) {
    boolean same = x == y;
    for (int k = 0; k < n; k++) {
      boolean nan = x.nan[k] || y.nan[k];
      put(out, k, x.realHigh[k] < y.real[k] && !nan, !same && x.real[k] < y.realHigh[k]);
    }
  }

  private static void atMostReals(Lane out, Lane x, Lane y, int n) {
    boolean same = x == y;
    for (int k = 0; k < n; k++) {
      boolean nan = x.nan[k] || y.nan[k];
      boolean empty = EnclosedArithmetic.isEmpty(x, k) || EnclosedArithmetic.isEmpty(y, k);
      put(
          out,
          k,
          (same || x.realHigh[k] <= y.real[k]) && !nan,
          !empty && x.real[k] <= y.realHigh[k]);
    }
  }

  private static void isInfinite(Lane out, int k, Lane x, boolean reals) {
    boolean may =
        reals
            && (x.real[k] == Double.NEGATIVE_INFINITY || x.realHigh[k] == Double.POSITIVE_INFINITY);
    put(out, k, may && x.real[k] == x.realHigh[k] && !x.nan[k], may);
  }

  private static void equalIntegers(Lane out, Lane x, Lane y, int n) {
    DType type = x.type;
    boolean same = x == y;
    for (int k = 0; k < n; k++) {
      boolean apart =
          type.compare(x.integerHigh[k], y.integer[k]) < 0
              || type.compare(y.integerHigh[k], x.integer[k]) < 0;
      boolean points = x.integer[k] == y.integerHigh[k] && x.integerHigh[k] == y.integer[k];
      put(out, k, same || points, !apart);
    }
  }

  /** Whether x is less than y, or, with a slack of 1, at most y. */
  private static void lessIntegers(Lane out, Lane x, Lane y, int slack, int n) {
    DType type = x.type;
    boolean same = x == y;
    for (int k = 0; k < n; k++) {
      boolean must = type.compare(x.integerHigh[k], y.integer[k]) < slack;
      boolean may = type.compare(x.integer[k], y.integerHigh[k]) < slack;
      put(out, k, same ? slack == 1 : must, same ? slack == 1 : may);
    }
  }
}
