package dev.assay.verify.check;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.check.Meant.Below;
import dev.assay.verify.check.Meant.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The formulas of one node, worked out element by element. */
final class Formulas {
  private final Units units;
  private final Primitives primitives;
  private final Map<Stage, @Nullable Meant[]> known = new IdentityHashMap<>();

  Formulas(Units units) {
    this.units = units;
    this.primitives = new Primitives(units);
  }

  void give(Stage stage, Meant[] elements) {
    known.put(stage, elements);
  }

  /** All elements of a stage, in row-major order. */
  Meant[] all(Stage stage) {
    Meant[] all = new Meant[Tensor.size(stage.shape().numbers())];
    for (int k = 0; k < all.length; k++) {
      all[k] = element(stage, k);
    }
    return all;
  }

  private Meant element(Stage stage, int place) {
    @Nullable Meant[] elements = known.get(stage);
    if (elements == null) {
      elements =
          stage.kind() == Stage.Kind.HELD
              ? UnitsFromGraph.known(Objects.requireNonNull(stage.held()))
              : new Meant[Tensor.size(stage.shape().numbers())];
      known.put(stage, elements);
    }
    Meant found = elements[place];
    if (found == null) {
      found = computed(stage, place);
      elements[place] = found;
    }
    return found;
  }

  /** What a model stores as one number is one unit. */
  private Meant computed(Stage stage, int place) {
    if (stage.kind() != Stage.Kind.POINTWISE) {
      throw new UnsupportedOperationException("a recurrence");
    }
    Map<Dim, Long> at = new HashMap<>();
    int rest = place;
    int[] shape = stage.shape().numbers();
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      at.put(stage.point().get(axis), (long) (rest % shape[axis]));
      rest /= shape[axis];
    }
    Meant m = value(Objects.requireNonNull(stage.body()), at);
    return m instanceof Combination c && !c.isConstant()
        ? Combination.ofUnit(units.unit(c, stage.type()))
        : m;
  }

  private Meant value(Expr e, Map<Dim, Long> at) {
    if (e instanceof Expr.Const c) {
      return c.type().isFloat() ? Primitives.number(c.real()) : new Whole(c.integer());
    }
    if (e instanceof Expr.Index i) {
      long index = index(i.dim(), at);
      return i.type().isFloat() ? Combination.of(Units.whole(index)) : new Whole(index);
    }
    if (e instanceof Expr.Read r) {
      return read(r, at);
    }
    return e instanceof Expr.Fold f ? fold(f, at) : applied((Expr.Apply) e, at);
  }

  private Meant read(Expr.Read r, Map<Dim, Long> at) {
    int place = 0;
    for (int axis = 0; axis < r.at().rank(); axis++) {
      int size = r.stage().dim(axis).number();
      long index = index(r.at().get(axis), at);
      if (index < 0 || index >= size) {
        if (r.outside() == null) {
          throw new UnsupportedOperationException("an index out of range");
        }
        return value(r.outside(), at);
      }
      place = place * size + (int) index;
    }
    return element(r.stage(), place);
  }

  private long index(Dim d, Map<Dim, Long> at) {
    return d.at(
        leaf ->
            leaf instanceof Dim.Element e
                ? whole(value(e.value(), at))
                : Objects.requireNonNull(at.get(leaf)));
  }

  private static long whole(Meant m) {
    if (m instanceof Whole w) {
      return w.value();
    }
    throw new UnsupportedOperationException("an index that hangs on the inputs");
  }

  private Meant fold(Expr.Fold f, Map<Dim, Long> at) {
    Map<Dim, Long> inside = new HashMap<>(at);
    List<Meant> terms = new ArrayList<>();
    run(f, 0, inside, terms);
    if (f.type().isFloat() && f.prim() == Prim.ADD) {
      Total total = new Total(f.type());
      terms.forEach(t -> total.add(Meant.number(t, "a sum")));
      return total.get();
    }
    if (terms.isEmpty()) {
      throw new UnsupportedOperationException("a fold over nothing");
    }
    Meant all = terms.get(0);
    for (Meant term : terms.subList(1, terms.size())) {
      all = primitives.of(f.prim(), f.type(), f.type(), all, term);
    }
    return all;
  }

  /** Collects a fold's terms, its last index running first. */
  private void run(Expr.Fold f, int axis, Map<Dim, Long> at, List<Meant> terms) {
    if (axis == f.over().size()) {
      terms.add(value(f.body(), at));
      return;
    }
    Dim.Var index = f.over().get(axis);
    int extent = Objects.requireNonNull(index.extent()).number();
    for (long k = 0; k < extent; k++) {
      at.put(index, k);
      run(f, axis + 1, at, terms);
    }
  }

  private Meant applied(Expr.Apply e, Map<Dim, Long> at) {
    Meant first = value(e.args().get(0), at);
    DType of = e.args().get(0).type();
    if (e.prim() == Prim.SELECT) {
      return first instanceof Below b
          ? primitives.choice(b, value(e.args().get(1), at), value(e.args().get(2), at))
          : value(e.args().get(whole(first) != 0 ? 1 : 2), at);
    }
    if (e.args().size() == 1) {
      return primitives.of(e.prim(), of, e.type(), first);
    }
    boolean isSquare = e.prim() == Prim.MUL && e.args().get(0) == e.args().get(1);
    return isSquare && first instanceof Combination c
        ? primitives.square(c, e.type())
        : primitives.of(e.prim(), of, e.type(), first, value(e.args().get(1), at));
  }
}
