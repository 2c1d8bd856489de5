package dev.assay.verify.trace;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.trace.Traced.Whole;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The formulas of one node, element by element, in some algebra. */
final class NodeTrace {
  private final Algebra algebra;
  private final Map<Stage, @Nullable Traced[]> elements = new IdentityHashMap<>();
  private final Map<Dim.Var, Long> indices = new IdentityHashMap<>();

  /**
   * @param inputs the elements of the node's inputs, by place
   */
  NodeTrace(Algebra algebra, NodeReading reading, IntFunction<Traced[]> inputs) {
    this.algebra = algebra;
    reading.given().forEach((stage, place) -> elements.put(stage, inputs.apply(place)));
  }

  /** All elements of a stage. */
  Traced[] all(Stage stage) {
    Traced[] all = new Traced[Tensor.size(stage.shape().numbers())];
    for (int k = 0; k < all.length; k++) {
      all[k] = element(stage, k);
    }
    return all;
  }

  /** All elements of an output, as they are stored: so other outputs read them. */
  Traced[] stored(Stage output) {
    Traced[] all = all(output);
    if (output.body() == null) {
      return all;
    }
    for (int k = 0; k < all.length; k++) {
      all[k] = all[k] instanceof Infinite ? all[k] : algebra.stored(all[k], output.type());
    }
    elements.put(output, all.clone());
    return all;
  }

  /** The elements of a tensor that is known. */
  static Traced[] known(Algebra algebra, Tensor t) {
    Traced[] all = new Traced[t.size()];
    for (int k = 0; k < all.length; k++) {
      all[k] = t.type().isFloat() ? number(algebra, t.reals()[k]) : new Whole(t.integers()[k]);
    }
    return all;
  }

  private static Traced number(Algebra algebra, double x) {
    if (algebra.isNumber(x)) {
      return algebra.number(x);
    }
    if (Double.isNaN(x)) {
      throw new UnsupportedOperationException("the constant NaN");
    }
    return new Infinite(x);
  }

  private Traced element(Stage stage, int place) {
    @Nullable Traced[] known =
        elements.computeIfAbsent(
            stage,
            s ->
                s.kind() == Stage.Kind.HELD
                    ? known(algebra, Objects.requireNonNull(s.held()))
                    : new Traced[Tensor.size(s.shape().numbers())]);
    Traced found = known[place];
    if (found == null) {
      found = made(stage, place);
      known[place] = found;
    }
    return found;
  }

  private Traced made(Stage stage, int place) {
    int[] shape = stage.shape().numbers();
    List<Dim.Var> point = stage.point();
    @Nullable Long[] before = new Long[shape.length];
    int rest = place;
    for (int a = shape.length - 1; a >= 0; a--) {
      before[a] = indices.put(point.get(a), (long) (rest % shape[a]));
      rest /= shape[a];
    }
    Traced term = of(Objects.requireNonNull(stage.body()));
    if (stage.kind() == Stage.Kind.SCAN && index(point.get(stage.axis())) > 0) {
      int step = stride(shape, stage.axis());
      Traced earlier = element(stage, place - step);
      term = combined(Objects.requireNonNull(stage.prim()), stage.type(), earlier, term);
    }
    restore(point, before);
    return isPlain(term) ? term : algebra.settled(term, stage.type());
  }

  /** Whether an element is one in any algebra. */
  private static boolean isPlain(Traced x) {
    return x instanceof Whole || x instanceof Infinite;
  }

  /**
   * A recurrence comes back to the same formula at an earlier step: its indices stay as they were.
   */
  private void restore(List<Dim.Var> vars, @Nullable Long[] before) {
    for (int k = 0; k < before.length; k++) {
      if (before[k] != null) {
        indices.put(vars.get(k), before[k]);
      }
    }
  }

  private static int stride(int[] shape, int axis) {
    int stride = 1;
    for (int a = axis + 1; a < shape.length; a++) {
      stride *= shape[a];
    }
    return stride;
  }

  private Traced of(Expr e) {
    if (e instanceof Expr.Const c) {
      return c.type().isFloat() ? number(algebra, c.real()) : new Whole(c.integer());
    }
    if (e instanceof Expr.Index i) {
      long index = index(i.dim());
      return i.type().isFloat() ? algebra.number(index) : new Whole(index);
    }
    if (e instanceof Expr.Read r) {
      return read(r);
    }
    return e instanceof Expr.Fold f ? fold(f) : apply((Expr.Apply) e);
  }

  private Traced read(Expr.Read r) {
    Dims at = r.at();
    int place = 0;
    for (int a = 0; a < at.rank(); a++) {
      int size = r.stage().dim(a).number();
      long k = index(at.get(a));
      if (k < 0 || k >= size) {
        if (r.outside() == null) {
          throw new UnsupportedOperationException("an index out of range");
        }
        return of(r.outside());
      }
      place = place * size + (int) k;
    }
    return element(r.stage(), place);
  }

  private long index(Dim d) {
    if (d instanceof Dim.Const c) {
      return c.value();
    }
    if (d instanceof Dim.Var v) {
      return Objects.requireNonNull(indices.get(v));
    }
    if (d instanceof Dim.Element e) {
      return whole(of(e.value()), "an index").value();
    }
    Dim.Apply a = (Dim.Apply) d;
    return a.op().apply(index(a.left()), index(a.right()));
  }

  private static Whole whole(Traced x, String what) {
    if (x instanceof Whole w) {
      return w;
    }
    throw new UnsupportedOperationException(what + " that moves");
  }

  private Traced fold(Expr.Fold f) {
    int[] extents =
        f.over().stream().mapToInt(v -> Objects.requireNonNull(v.extent()).number()).toArray();
    int count = Tensor.size(extents);
    boolean isSum = f.type().isFloat() && f.prim() == Prim.ADD;
    List<Traced> summands = new ArrayList<>(isSum ? count : 0);
    Traced total = null;
    @Nullable Long[] before = f.over().stream().map(indices::get).toArray(Long[]::new);
    for (int k = 0; k < count; k++) {
      int rest = k;
      for (int a = extents.length - 1; a >= 0; a--) {
        indices.put(f.over().get(a), (long) (rest % extents[a]));
        rest /= extents[a];
      }
      Traced term = of(f.body());
      if (isSum) {
        summands.add(term);
      } else {
        total = total == null ? term : combined(f.prim(), f.type(), total, term);
      }
    }
    restore(f.over(), before);
    if (isSum) {
      return summands.stream().anyMatch(Infinite.class::isInstance)
          ? Infinite.sum(summands, f.type(), algebra)
          : algebra.sum(summands, f.type());
    }
    if (total == null) {
      throw new UnsupportedOperationException("a fold over nothing");
    }
    return total;
  }

  private Traced combined(Prim prim, DType type, Traced x, Traced y) {
    return x instanceof Whole a && y instanceof Whole b
        ? new Whole(WholeNumbers.of(prim, type, type, a.value(), b.value()))
        : applied(prim, type, x, y);
  }

  private Traced applied(Prim prim, DType type, Traced x, Traced y) {
    return Infinite.isAny(x, y)
        ? Infinite.apply(prim, type, x, y, algebra)
        : algebra.apply(prim, type, x, y);
  }

  private Traced apply(Expr.Apply e) {
    List<Expr> args = e.args();
    if (e.prim() == Prim.SELECT) {
      return select(e);
    }
    Traced x = of(args.get(0));
    DType of = args.get(0).type();
    if (args.size() == 1) {
      if (x instanceof Whole w) {
        boolean toFloat = e.type().isFloat();
        return toFloat
            ? algebra.number(w.value(), e.type())
            : new Whole(WholeNumbers.of(e.prim(), e.type(), w.value()));
      }
      if (x instanceof Infinite i) {
        return i.apply(e.prim(), algebra);
      }
      boolean widens =
          of != e.type() && of.isFloat() && e.type().isFloat() && isWider(e.type(), of);
      return widens ? algebra.widened(e.prim(), e.type(), x) : algebra.apply(e.prim(), e.type(), x);
    }
    if (args.get(0) == args.get(1) && e.prim() == Prim.MUL && !isPlain(x)) {
      return algebra.square(x, e.type());
    }
    Traced y = of(args.get(1));
    if (x instanceof Whole a && y instanceof Whole b) {
      return new Whole(WholeNumbers.of(e.prim(), of, e.type(), a.value(), b.value()));
    }
    return applied(e.prim(), e.type().isFloat() ? e.type() : of, x, y);
  }

  private static boolean isWider(DType type, DType than) {
    return type.precision() >= than.precision() && type.leastExponent() <= than.leastExponent();
  }

  private Traced select(Expr.Apply e) {
    Traced truth = of(e.args().get(0));
    if (truth instanceof Whole w) {
      return of(e.args().get(w.value() != 0 ? 1 : 2));
    }
    Traced yes = of(e.args().get(1));
    Traced no = of(e.args().get(2));
    if (!e.type().isFloat() && !algebra.choosesIntegers()) {
      throw new UnsupportedOperationException("SELECT of " + e.type() + " by what moves");
    }
    if (Infinite.isAny(yes, no)) {
      throw new UnsupportedOperationException("SELECT of an infinity by what moves");
    }
    return algebra.choice(truth, yes, no, e.type());
  }
}
