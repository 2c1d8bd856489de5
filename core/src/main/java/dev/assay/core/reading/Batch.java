package dev.assay.core.reading;

import dev.assay.core.expr.Dim;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The points of one stage that are evaluated together, and where each index stands meanwhile. A
 * clock that ticks with every move lets a formula be evaluated again only when something below it
 * has moved.
 */
final class Batch {

  /** Points in a full batch: lanes of this length stay in the first-level cache. */
  static final int WIDTH = 1024;

  final int width;

  /** Moves with every batch. */
  final Slot points = Slot.scalar();

  private final Map<Dim.Var, Slot> slots = new IdentityHashMap<>();
  private long clock;

  /** How many points have been evaluated, each as often as a fold stepped. */
  long work;

  /** The first point, and the number of points, of the present batch. */
  int base;

  int n;

  Batch(int width) {
    this.width = width;
  }

  /** Binds the axes of a stage's points; the axis {@code serial} (or none, -1) moves alone. */
  void bind(List<Dim.Var> point, int[] shape, int serial) {
    int stride = 1;
    for (int a = shape.length - 1; a >= 0; a--) {
      if (a == serial) {
        slots.put(point.get(a), Slot.scalar());
      } else {
        slots.put(point.get(a), Slot.axis(this, stride, shape[a]));
        stride *= shape[a];
      }
    }
  }

  Slot slot(Dim.Var index) {
    return slots.computeIfAbsent(index, k -> Slot.scalar());
  }

  long tick() {
    return ++clock;
  }

  /** Moves to n points from a first one on. */
  void moveTo(int first, int count) {
    base = first;
    n = count;
    work += count;
    long now = tick();
    points.changed = now;
    for (Slot s : slots.values()) {
      if (s.isVector()) {
        s.changed = now;
      }
    }
  }

  void set(Slot s, int value) {
    s.value = value;
    s.changed = tick();
  }
}
