package dev.assay.generator;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A walk through meanings: what they read, and how much they compute. */
public final class Traversal {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Stage> given = new ArrayList<>();
  private final List<Dims> products = new ArrayList<>();

  private Traversal() {}

  public static Traversal of(Collection<Stage> meanings) {
    Traversal walk = new Traversal();
    for (Stage m : meanings) {
      walk.stage(m.stored());
    }
    return walk;
  }

  /** The inputs that are read, each once. */
  public List<Stage> given() {
    return given;
  }

  /** The shapes of all computed stages, and those of folds with the extents of the fold. */
  public List<Dims> work() {
    return products;
  }

  private void stage(Stage s) {
    if (!seen.add(s)) {
      return;
    }
    Expr body = s.body();
    if (s.kind() == Stage.Kind.GIVEN) {
      given.add(s);
    } else if (body != null) {
      products.add(s.shape());
      expr(body, s.shape());
    }
  }

  private void expr(Expr e, Dims around) {
    if (e instanceof Expr.Read r) {
      stage(r.stage());
      for (int k = 0; k < r.at().rank(); k++) {
        dim(r.at().get(k), around);
      }
      if (r.outside() != null) {
        expr(r.outside(), around);
      }
    } else if (e instanceof Expr.Apply a && seen.add(a)) {
      for (Expr x : a.args()) {
        expr(x, around);
      }
    } else if (e instanceof Expr.Index i) {
      dim(i.dim(), around);
    } else if (e instanceof Expr.Fold f && seen.add(f)) {
      Dims extents = Dims.each(f.over().size(), k -> extent(f.over().get(k)));
      Dims inside = around.and(extents);
      products.add(inside);
      expr(f.body(), inside);
    }
  }

  private static Dim extent(Dim.Var index) {
    Dim extent = index.extent();
    return extent == null ? Dim.dim(1) : extent;
  }

  private void dim(Dim d, Dims around) {
    if (d instanceof Dim.Element e) {
      expr(e.value(), around);
    } else if (d instanceof Dim.Apply a) {
      dim(a.left(), around);
      dim(a.right(), around);
    }
  }
}
