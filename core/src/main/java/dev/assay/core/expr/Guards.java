package dev.assay.core.expr;

import static dev.assay.core.tensor.DType.BOOL;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The guards of all primitives and folds within a meaning, as conditions beside the points of its
 * stages. What a choice does not take counts for nothing, and so does what hangs on no data.
 */
public final class Guards {
  private final Set<Stage> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Expr, List<Guard>> known = new IdentityHashMap<>();
  private final Map<Object, Boolean> hangs = new IdentityHashMap<>();
  private final List<Expectation> found = new ArrayList<>();
  private final Predicate<Behaviour> wanted;

  private Guards(Predicate<Behaviour> wanted) {
    this.wanted = wanted;
  }

  /** The conditions, those of each stage after those of the stages that it reads. */
  static List<Expectation> of(Collection<Stage> meanings, Predicate<Behaviour> wanted) {
    Guards guards = new Guards(wanted);
    for (Stage m : meanings) {
      guards.stage(m.stored());
    }
    return guards.found;
  }

  /** Conditions that are stated, then those of meanings. */
  public static List<Expectation> with(
      List<Expectation> stated, Collection<Stage> meanings, Predicate<Behaviour> wanted) {
    List<Expectation> all = new ArrayList<>();
    for (Expectation e : stated) {
      if (wanted.test(e.behaviour())) {
        all.add(e);
      }
    }
    all.addAll(of(meanings, wanted));
    return all;
  }

  private void stage(Stage s) {
    Expr body = s.body();
    if (body == null || !seen.add(s)) {
      return;
    }
    List<Guard> all = new ArrayList<>(guards(body));
    if (s.prim() != null) {
      all.addAll(ofData(Guard.ofScan(s.prim(), body)));
    }
    Map<String, Guard> byReason = new LinkedHashMap<>();
    all.forEach(g -> byReason.merge(g.why(), g, (a, b) -> a.with(a.truth().and(b.truth()))));
    byReason
        .values()
        .forEach(
            g -> found.add(new Expectation(g.behaviour(), Stage.beside(s, g.truth()), g.why())));
  }

  private List<Guard> guards(Expr e) {
    List<Guard> guards = known.get(e);
    if (guards == null) {
      guards = List.copyOf(find(e));
      known.put(e, guards);
    }
    return guards;
  }

  private List<Guard> find(Expr e) {
    List<Guard> all = new ArrayList<>();
    if (e instanceof Expr.Read r) {
      stage(r.stage());
      for (int k = 0; k < r.at().rank(); k++) {
        addNew(all, guards(r.at().get(k)));
      }
      if (r.outside() != null) {
        addNew(all, guards(r.outside()));
      }
    } else if (e instanceof Expr.Index i) {
      addNew(all, guards(i.dim()));
    } else if (e instanceof Expr.Fold f) {
      guards(f.body()).forEach(g -> all.add(g.with(new Expr.Fold(Prim.AND, f.over(), g.truth()))));
      addNew(all, ofData(Guard.of(f)));
    } else if (e instanceof Expr.Apply a && a.prim() == Prim.SELECT) {
      Expr test = a.args().get(0);
      Expr free = Expr.number(BOOL, 1L);
      addNew(all, guards(test));
      guards(a.args().get(1)).stream()
          .filter(g -> !g.truth().equals(test))
          .forEach(g -> all.add(g.with(test.then(g.truth(), free))));
      guards(a.args().get(2)).forEach(g -> all.add(g.with(test.then(free, g.truth()))));
    } else if (e instanceof Expr.Apply a) {
      a.args().forEach(x -> addNew(all, guards(x)));
      addNew(all, ofData(Guard.of(a)));
    }
    return all;
  }

  private List<Guard> guards(Dim d) {
    if (d instanceof Dim.Element e) {
      return guards(e.value());
    }
    if (!(d instanceof Dim.Apply a)) {
      return List.of();
    }
    List<Guard> all = new ArrayList<>(guards(a.left()));
    addNew(all, guards(a.right()));
    return all;
  }

  /**
   * Adds those that are not the very same: terms are not compared, since they share their parts.
   */
  @SuppressWarnings("ReferenceEquality")
  private static void addNew(List<Guard> all, List<Guard> more) {
    for (Guard g : more) {
      if (all.stream().noneMatch(known -> known == g)) {
        all.add(g);
      }
    }
  }

  /** Those that hang on data, or on sizes where that is the point of them. */
  private List<Guard> ofData(List<Guard> guards) {
    List<Guard> kept = new ArrayList<>();
    for (Guard g : guards) {
      if (wanted.test(g.behaviour())
          && (g.behaviour() == Behaviour.EMPTY_FOLD || hangs(g.cause()))) {
        kept.add(g);
      }
    }
    return kept;
  }

  private boolean hangs(Stage s) {
    Boolean known = hangs.get(s);
    if (known == null) {
      hangs.put(s, false); // of a loop that reads itself
      Loop loop = s.loop();
      known =
          s.kind() == Stage.Kind.GIVEN
              || s.body() != null
                  && (loop == null ? List.of(s) : loop.stages())
                      .stream().anyMatch(t -> hangs(Objects.requireNonNull(t.body())));
      hangs.put(s, known);
    }
    return known;
  }

  private boolean hangs(Expr e) {
    Boolean known = hangs.get(e);
    if (known == null) {
      known =
          e instanceof Expr.Read r
                  && (hangs(r.stage())
                      || r.at().list().stream().anyMatch(this::hangs)
                      || r.outside() != null && hangs(r.outside()))
              || e instanceof Expr.Apply a && a.args().stream().anyMatch(this::hangs)
              || e instanceof Expr.Fold f && hangs(f.body())
              || e instanceof Expr.Index i && hangs(i.dim());
      hangs.put(e, known);
    }
    return known;
  }

  private boolean hangs(Dim d) {
    return d instanceof Dim.Element e && hangs(e.value())
        || d instanceof Dim.Apply a && (hangs(a.left()) || hangs(a.right()));
  }
}
