package dev.assay.core.text;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which sizes are the same by the rules of an operator, so that one name does for them, and which
 * are spread to others.
 */
final class Equalities {
  private final Map<Dim.Var, Dim> known = new IdentityHashMap<>();
  private final Map<Dim, Integer> age = new HashMap<>();
  private final Set<Dim.Var> spread = new HashSet<>();

  /** A size that may turn out to be another. */
  void declare(Dim.Var size) {
    age.put(size, age.size());
  }

  boolean isFree(Dim size) {
    return size instanceof Dim.Var v && age.containsKey(v);
  }

  int count() {
    return age.size();
  }

  /** Takes a size for another, the older one if both are open; says whether that can be. */
  boolean equate(Dim left, Dim right) {
    Dim l = simple(left);
    Dim r = simple(right);
    boolean leftIsNewer = age.getOrDefault(l, -1) > age.getOrDefault(r, -1);
    boolean bound = leftIsNewer ? bind(l, r) || bind(r, l) : bind(r, l) || bind(l, r);
    if (l.equals(r) || bound) {
      return true;
    }
    return split(l, r) || split(r, l);
  }

  private boolean bind(Dim open, Dim value) {
    boolean fits = value instanceof Dim.Var v ? isFree(v) : !mentions(value, open);
    if (open instanceof Dim.Var v && isFree(v) && fits) {
      known.put(v, value);
      return true;
    }
    return false;
  }

  /** A size that is a multiple: {@code C = C / g * g} makes it {@code g} times another. */
  private boolean split(Dim whole, Dim multiple) {
    if (whole instanceof Dim.Var v
        && isFree(v)
        && multiple instanceof Dim.Apply m
        && m.op() == Dim.Op.MUL
        && m.left() instanceof Dim.Apply d
        && d.op() == Dim.Op.DIV
        && d.left().equals(v)
        && d.right().equals(m.right())) {
      Dim.Var part = Dim.size(v.name(), 0);
      declare(part);
      known.put(v, part.times(m.right()));
      return true;
    }
    return false;
  }

  private static boolean mentions(Dim d, Dim var) {
    return d.equals(var)
        || d instanceof Dim.Element
        || d instanceof Dim.Apply a && (mentions(a.left(), var) || mentions(a.right(), var));
  }

  /**
   * Takes two sizes for the same, but that the first may be 1 and is spread then, or either if both
   * may.
   */
  void spread(Dim.Var from, Dim.Var to, boolean both) {
    spread.add(from);
    if (both) {
      spread.add(to);
    }
    if (from != to) {
      known.put(from, to);
    }
  }

  boolean isSpread(Dim size) {
    return size instanceof Dim.Var v
        && (spread.contains(v) || known.containsKey(v) && isSpread(known.get(v)));
  }

  Dims simple(Dims dims) {
    return dims.map(this::simple);
  }

  /** The same size or place in as few names as can be. */
  Dim simple(Dim d) {
    if (d instanceof Dim.Var v && known.containsKey(v)) {
      return simple(known.get(v));
    }
    if (!(d instanceof Dim.Apply a)) {
      return d;
    }
    Dim l = simple(a.left());
    Dim r = simple(a.right());
    return switch (a.op()) {
      case ADD -> l.plus(r);
      case SUB -> l.equals(Dim.dim(0)) && isNegative(r) ? ((Dim.Apply) r).right() : l.minus(r);
      case MUL -> l.times(r);
      case DIV -> isMultiple(l, r) ? ((Dim.Apply) l).left() : l.over(r);
      case MOD -> isMultiple(l, r) ? Dim.dim(0) : l.mod(r);
      case MIN -> isWithin(l, r, a.right()) ? l : l.min(r);
      case MAX -> l.max(r);
    };
  }

  private static boolean isNegative(Dim d) {
    return d instanceof Dim.Apply a && a.op() == Dim.Op.SUB && a.left().equals(Dim.dim(0));
  }

  private static boolean isMultiple(Dim d, Dim of) {
    return d instanceof Dim.Apply m && m.op() == Dim.Op.MUL && m.right().equals(of);
  }

  /**
   * Whether an index stays as it is when it is held below a size: it runs up to it, or is spread.
   */
  private boolean isWithin(Dim index, Dim last, Dim lastAsSaid) {
    return index instanceof Dim.Var i
        && i.extent() != null
        && last instanceof Dim.Apply s
        && s.op() == Dim.Op.SUB
        && s.right().equals(Dim.dim(1))
        && (simple(i.extent()).equals(s.left())
            || lastAsSaid instanceof Dim.Apply said && isSpread(said.left()));
  }
}
