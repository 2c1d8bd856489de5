package dev.assay.verify.branch;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.BooleanSupplier;

/** What a proof has cost and come to so far; tells it when to end. */
public final class Effort {
  private final BooleanSupplier isOver;
  private final AtomicLong boxes = new AtomicLong();
  private final DoubleAdder proved = new DoubleAdder();
  private volatile double worst = Double.NEGATIVE_INFINITY;

  /**
   * @param isOver whether the time is up, or nobody wants the answer any more
   */
  public Effort(BooleanSupplier isOver) {
    this.isOver = isOver;
  }

  boolean isOver() {
    return isOver.getAsBoolean();
  }

  void box(double bound) {
    if (boxes.incrementAndGet() == 1) {
      worst = bound;
    }
  }

  void prove(double volume) {
    proved.add(volume);
  }

  /** How many boxes were bounded. */
  public long boxes() {
    return boxes.get();
  }

  /** The part of all regions' volume that is proved. */
  public double proved() {
    return proved.sum();
  }

  /** The bound of the first box: how far the claim is from a proof without any split. */
  public double firstBound() {
    return worst;
  }
}
