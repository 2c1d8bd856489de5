package dev.assay.backends.emitter;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Indices as terms of type int64: a table of numbers, unless they are computed from data. */
final class Places<T> {
  private final Space<T> space;
  private final Emitter<T> emitter;

  Places(Space<T> space) {
    this.space = space;
    this.emitter = space.emitter();
  }

  Term<T> term(Dim d) {
    if (isTable(d)) {
      return emitter.constant(table(List.of(d), (at) -> at[0]));
    }
    if (d instanceof Dim.Element e) {
      return emitter.cast(space.term(e.value()), DType.INT64);
    }
    Dim.Apply a = (Dim.Apply) d;
    Term<T> left = term(a.left());
    Term<T> right = term(a.right());
    return switch (a.op()) {
      case ADD -> emitter.apply(Prim.ADD, left, right);
      case SUB -> emitter.apply(Prim.SUB, left, right);
      case MUL -> emitter.apply(Prim.MUL, left, right);
      case DIV -> quotient(left, right);
      case MOD -> emitter.apply(Prim.MOD, left, right);
      case MIN -> emitter.apply(Prim.MIN, left, right);
      case MAX -> emitter.apply(Prim.MAX, left, right);
    };
  }

  /** The quotient rounded down, where the primitive rounds towards zero. */
  private Term<T> quotient(Term<T> x, Term<T> y) {
    Term<T> whole = emitter.apply(Prim.SUB, x, emitter.apply(Prim.MOD, x, y));
    return emitter.apply(Prim.DIV, whole, y);
  }

  /** Whether an index hangs on no data. */
  static boolean isTable(Dim d) {
    return !(d instanceof Dim.Element)
        && (!(d instanceof Dim.Apply a) || isTable(a.left()) && isTable(a.right()));
  }

  /** What a function makes of indices at a place. */
  interface OfPlace {
    long number(long[] indices);
  }

  /** A number for each place of the space, along the axes on which it hangs. */
  Tensor table(List<Dim> indices, OfPlace number) {
    Set<Integer> used = new TreeSet<>();
    indices.forEach(d -> addAxes(d, used));
    int[] shape = space.shape(List.copyOf(used));
    long[] numbers = new long[Tensor.size(shape)];
    int[] at = new int[shape.length];
    long[] values = new long[indices.size()];
    for (int k = 0; k < numbers.length; k++) {
      for (int v = 0; v < values.length; v++) {
        values[v] = value(indices.get(v), at);
      }
      numbers[k] = number.number(values);
      for (int a = shape.length - 1; a >= 0 && ++at[a] == shape[a]; a--) {
        at[a] = 0;
      }
    }
    return Tensor.of(DType.INT64, shape, numbers);
  }

  private void addAxes(Dim d, Set<Integer> used) {
    if (d instanceof Dim.Var v && space.axis(v) >= 0) {
      used.add(space.axis(v));
    } else if (d instanceof Dim.Apply a) {
      addAxes(a.left(), used);
      addAxes(a.right(), used);
    }
  }

  private long value(Dim d, int[] at) {
    if (d instanceof Dim.Const c) {
      return c.value();
    }
    if (d instanceof Dim.Var v) {
      int axis = space.axis(v);
      return axis >= 0 ? at[axis] : space.number(v);
    }
    Dim.Apply a = (Dim.Apply) d;
    return a.op().apply(value(a.left(), at), value(a.right(), at));
  }

  /** Terms of places as truth values: those that are inside all of the sizes. */
  Term<T> inside(List<Term<T>> indices, int[] sizes) {
    List<Term<T>> tests = new ArrayList<>();
    for (int a = 0; a < sizes.length; a++) {
      tests.add(emitter.apply(Prim.LESS_EQUAL, number(0), indices.get(a)));
      tests.add(emitter.apply(Prim.LESS, indices.get(a), number(sizes[a])));
    }
    return tests.stream().reduce((x, y) -> emitter.apply(Prim.AND, x, y)).orElseThrow();
  }

  Term<T> number(long value) {
    return emitter.number(DType.INT64, 0, value, space.rank());
  }
}
