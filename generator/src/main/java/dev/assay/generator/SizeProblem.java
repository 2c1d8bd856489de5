package dev.assay.generator;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Linear rules in the few sizes that may move, all other sizes being numbers.
 *
 * <p>Where two moving sizes are multiplied, or one divides, the factor of fewer sizes keeps its
 * number: so that every question to the solver is one of linear integer arithmetic.
 *
 * @param open what may move, and how far; short names of formulas among them
 * @param wanted the numbers to stay near to, short names not among them
 */
record SizeProblem(Map<Dim.Var, Range> open, Map<Size, Long> wanted, List<Dim.Rule> rules) {

  static SizeProblem of(
      Sizes sizes,
      Collection<Size> moving,
      Map<Size, Range> narrowed,
      Collection<Size.Bond> bonds) {
    Set<Size> free = new LinkedHashSet<>(moving);
    Set<Size> pinned = new LinkedHashSet<>();
    do {
      pinned.clear();
      Set<Dim.Var> seen = new LinkedHashSet<>();
      for (Size.Bond b : bonds) {
        pin(sizes, free, b.rule().left(), seen, pinned);
        pin(sizes, free, b.rule().right(), seen, pinned);
      }
      free.removeAll(pinned);
    } while (!pinned.isEmpty());

    Map<Dim.Var, Range> open = new LinkedHashMap<>();
    Map<Size, Long> wanted = new LinkedHashMap<>();
    for (Size s : free) {
      open.put(s.variable(), narrowed.getOrDefault(s, s.legal()));
      wanted.put(s, s.number());
    }
    List<Dim.Rule> closed = new ArrayList<>();
    for (Size.Bond b : bonds) {
      Dim.Rule r = b.rule();
      closed.add(
          new Dim.Rule(
              r.relation(),
              close(sizes, free, r.left(), open, closed),
              close(sizes, free, r.right(), open, closed)));
    }
    return new SizeProblem(open, wanted, closed);
  }

  /** The same with other numbers to stay near to. */
  SizeProblem wanting(Map<Size, Long> others) {
    return new SizeProblem(open, others, rules);
  }

  private static boolean moves(Sizes sizes, Set<Size> free, Dim d) {
    return sizes.rootsOf(d).stream().anyMatch(free::contains);
  }

  private static void pin(Sizes sizes, Set<Size> free, Dim d, Set<Dim.Var> seen, Set<Size> pinned) {
    if (d instanceof Dim.Var v) {
      Dim meaning = sizes.meaning(v);
      if (meaning != v && seen.add(v)) {
        pin(sizes, free, meaning, seen, pinned);
      }
    } else if (d instanceof Dim.Apply a && moves(sizes, free, a)) {
      boolean divides = a.op() == Dim.Op.DIV || a.op() == Dim.Op.MOD;
      if (divides || a.op() == Dim.Op.MUL && moves(sizes, free, a.left())) {
        Set<Size> left = sizes.rootsOf(a.left());
        Set<Size> right = sizes.rootsOf(a.right());
        Set<Size> fewer = divides || right.size() <= left.size() ? right : left;
        if (moves(sizes, free, a.right())) {
          fewer.stream().filter(free::contains).forEach(pinned::add);
        }
      }
      pin(sizes, free, a.left(), seen, pinned);
      pin(sizes, free, a.right(), seen, pinned);
    }
  }

  private static Dim close(
      Sizes sizes, Set<Size> free, Dim d, Map<Dim.Var, Range> open, List<Dim.Rule> rules) {
    if (!moves(sizes, free, d)) {
      return Dim.dim(sizes.at(d));
    }
    if (d instanceof Dim.Var v) {
      if (!open.containsKey(v)) {
        open.put(v, Range.ALL);
        rules.add(v.is(close(sizes, free, sizes.meaning(v), open, rules)));
      }
      return v;
    }
    Dim.Apply a = (Dim.Apply) d;
    Dim l = close(sizes, free, a.left(), open, rules);
    Dim r = close(sizes, free, a.right(), open, rules);
    return switch (a.op()) {
      case ADD -> l.plus(r);
      case SUB -> l.minus(r);
      case MUL -> l.times(r);
      case DIV -> l.over(r);
      case MOD -> l.mod(r);
      case MIN -> l.min(r);
      case MAX -> l.max(r);
    };
  }
}
