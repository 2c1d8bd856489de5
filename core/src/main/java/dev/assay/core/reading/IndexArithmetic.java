package dev.assay.core.reading;

import dev.assay.core.expr.Dim;

/** The forms of compiled indices. */
final class IndexArithmetic {
  /** Beyond any tensor, with room to add to it. */
  private static final int FAR = 1 << 30;

  private IndexArithmetic() {}

  private static int clip(long v) {
    return (int) Math.max(-FAR, Math.min(FAR, v));
  }

  /** A number. */
  static final class Fixed extends IndexNode {
    Fixed(long number) {
      super(new Slot[0]);
      value = clip(number);
    }

    @Override
    void evaluate() {}
  }

  /** An index of the stage or of a fold. */
  static final class Running extends IndexNode {
    private final Slot slot;

    Running(Slot slot) {
      super(new Slot[] {slot});
      this.slot = slot;
      isVector = slot.isVector();
    }

    @Override
    void evaluate() {
      if (isVector) {
        values = slot.values();
      } else {
        value = slot.value;
      }
    }
  }

  /** An integer element as an index. */
  static final class FromData extends IndexNode {
    private final ElementNode element;
    private final Batch batch;
    private final int[] most;

    FromData(ElementNode element, Batch batch) {
      super(element.moves);
      this.element = element;
      this.batch = batch;
      isVector = true;
      values = new int[batch.width];
      most = element.out.isInterval() ? new int[batch.width] : new int[0];
    }

    @Override
    void evaluate() {
      Lane lane = element.get();
      boolean uncertain = false;
      for (int k = 0; k < batch.n; k++) {
        values[k] = clip(lane.integer[k]);
      }
      if (most.length > 0) {
        for (int k = 0; k < batch.n; k++) {
          most[k] = clip(lane.integerHigh[k]);
          uncertain |= most[k] != values[k];
        }
      }
      highs = uncertain ? most : null;
    }
  }

  /** Two indices combined. */
  static final class Combined extends IndexNode {
    private final Dim.Op op;
    private final IndexNode left;
    private final IndexNode right;
    private final Batch batch;
    private int[] own = {};
    private int[] most = {};

    Combined(Dim.Op op, IndexNode left, IndexNode right, Slot[] moves, Batch batch) {
      super(moves);
      this.op = op;
      this.left = left;
      this.right = right;
      this.batch = batch;
    }

    @Override
    void evaluate() {
      left.get();
      right.get();
      isVector = left.isVector || right.isVector;
      highs = null;
      if (!isVector) {
        value = clip(op.apply(left.value, right.value));
        return;
      }
      if (own.length == 0) {
        own = new int[batch.width];
      }
      values = own;
      if (left.highs != null || right.highs != null) {
        spread();
      } else if (!left.isVector) {
        fill(left.value, right.values);
      } else if (!right.isVector) {
        fill(left.values, right.value);
      } else {
        for (int k = 0; k < batch.n; k++) {
          own[k] = combine(left.values[k], right.values[k]);
        }
      }
    }

    private int combine(int l, int r) {
      return switch (op) {
        case ADD -> l + r;
        case SUB -> l - r;
        case MUL -> l * r;
        case DIV -> Math.floorDiv(l, r);
        case MOD -> Math.floorMod(l, r);
        case MIN -> Math.min(l, r);
        case MAX -> Math.max(l, r);
      };
    }

    private void fill(int l, int[] r) {
      for (int k = 0; k < batch.n; k++) {
        own[k] = combine(l, r[k]);
      }
    }

    private void fill(int[] l, int r) {
      for (int k = 0; k < batch.n; k++) {
        own[k] = combine(l[k], r);
      }
    }

    /** The least and the greatest result of uncertain indices. */
    private void spread() {
      if (most.length == 0) {
        most = new int[batch.width];
      }
      highs = most;
      for (int k = 0; k < batch.n; k++) {
        int a = left.of(k);
        int b = left.highOf(k);
        int c = right.of(k);
        int d = right.highOf(k);
        if (op == Dim.Op.MOD) {
          boolean samePeriod = c == d && c > 0 && Math.floorDiv(a, c) == Math.floorDiv(b, c);
          own[k] = samePeriod ? Math.floorMod(a, c) : 0;
          most[k] = samePeriod ? Math.floorMod(b, c) : Math.max(0, d - 1);
          continue;
        }
        int p = combine(a, c);
        int q = combine(a, d);
        int r = combine(b, c);
        int s = combine(b, d);
        own[k] = Math.min(Math.min(p, q), Math.min(r, s));
        most[k] = Math.max(Math.max(p, q), Math.max(r, s));
      }
    }
  }
}
