package dev.assay.backends.emitter;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An index that runs along one axis of a space: {@code from + step * i}, upwards.
 *
 * @param axis -1 where the index stands still
 */
record Run(int axis, int from, int step) {

  /**
   * The runs that indices are, each along an axis of its own; empty where one is something else.
   */
  static Optional<Run[]> along(Space<?> space, Dims at) {
    Run[] runs = new Run[at.rank()];
    Set<Integer> used = new HashSet<>();
    for (int a = 0; a < runs.length; a++) {
      Optional<Run> run = of(space, at.get(a)).map(Run::still);
      if (run.isEmpty() || run.get().step < 1 || run.get().axis >= 0 && !used.add(run.get().axis)) {
        return Optional.empty();
      }
      runs[a] = run.get();
    }
    return Optional.of(runs);
  }

  /** The same with step 1 where it does not move. */
  private Run still() {
    return axis < 0 || step == 0 ? new Run(-1, from, 1) : this;
  }

  static Optional<Run> of(Space<?> space, Dim d) {
    if (d instanceof Dim.Const c) {
      return Optional.of(new Run(-1, (int) c.value(), 0));
    }
    if (d instanceof Dim.Var v) {
      int axis = space.axis(v);
      if (axis < 0) {
        return Optional.of(new Run(-1, space.number(v), 0));
      }
      return Optional.of(space.extent(axis) == 1 ? new Run(-1, 0, 0) : new Run(axis, 0, 1));
    }
    if (!(d instanceof Dim.Apply a)) {
      return Optional.empty();
    }
    Optional<Run> left = of(space, a.left());
    Optional<Run> right = of(space, a.right());
    return left.isEmpty() || right.isEmpty()
        ? Optional.empty()
        : combined(a.op(), left.get(), right.get());
  }

  private static Optional<Run> combined(Dim.Op op, Run l, Run r) {
    if (l.axis < 0 && r.axis < 0) {
      boolean undivided = (op == Dim.Op.DIV || op == Dim.Op.MOD) && r.from == 0;
      return undivided
          ? Optional.empty()
          : Optional.of(new Run(-1, Math.toIntExact(op.apply(l.from, r.from)), 0));
    }
    if (l.axis >= 0 && r.axis >= 0) {
      return Optional.empty();
    }
    return switch (op) {
      case ADD -> Optional.of(new Run(Math.max(l.axis, r.axis), l.from + r.from, l.step + r.step));
      case SUB -> Optional.of(new Run(Math.max(l.axis, r.axis), l.from - r.from, l.step - r.step));
      case MUL -> {
        Run moving = l.axis >= 0 ? l : r;
        int by = (l.axis >= 0 ? r : l).from;
        yield Optional.of(new Run(moving.axis, moving.from * by, moving.step * by));
      }
      case DIV, MOD, MIN, MAX -> Optional.empty();
    };
  }
}
