package dev.assay.verify.layer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The proof of a claim over a box by proofs over its halves, quarters and so on, up to a number.
 */
final class Halving {
  private final int most;
  private final BooleanSupplier isOver;

  /**
   * @param most how many boxes are looked at in one proof
   * @param isOver whether nobody waits any more
   */
  Halving(int most, BooleanSupplier isOver) {
    this.most = most;
    this.isOver = isOver;
  }

  /** The numbers between two corners. */
  @SuppressWarnings("ArrayRecordComponent")
  record Box(double[] low, double[] high) {}

  /** Whether a claim is proved on parts that cover a box. */
  boolean proves(double[] low, double[] high, Predicate<Box> claim) {
    Deque<Box> open = new ArrayDeque<>();
    open.push(new Box(low, high));
    for (int looked = 0; !open.isEmpty(); looked++) {
      Box box = open.pop();
      if (!claim.test(box)) {
        int widest = widest(box);
        if (looked >= most || isOver.getAsBoolean() || widest < 0) {
          return false;
        }
        double middle = middle(box, widest);
        open.push(new Box(with(box.low, widest, middle), box.high));
        open.push(new Box(box.low, with(box.high, widest, middle)));
      }
    }
    return true;
  }

  /** The dimension to halve; -1 if all are points. */
  private static int widest(Box box) {
    int widest = -1;
    double width = 0;
    for (int k = 0; k < box.low.length; k++) {
      double middle = middle(box, k);
      double here = box.high[k] / 2 - box.low[k] / 2;
      if (here > width && middle > box.low[k] && middle < box.high[k]) {
        width = here;
        widest = k;
      }
    }
    return widest;
  }

  private static double middle(Box box, int k) {
    return box.low[k] / 2 + box.high[k] / 2;
  }

  private static double[] with(double[] corner, int k, double x) {
    double[] other = corner.clone();
    other[k] = x;
    return other;
  }
}
