package dev.assay.core.text;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Stage;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Looks through stages that only say again what is elsewhere. */
final class Copies {
  private Copies() {}

  /** The same element, read where it was made. */
  static Expr.Read source(Expr.Read read) {
    Stage stage = read.stage();
    if (read.outside() != null
        || stage.kind() != Stage.Kind.POINTWISE
        || !(stage.body() instanceof Expr.Read inner)
        || inner.outside() != null) {
      return read;
    }
    Map<Dim.Var, Dim> places = new IdentityHashMap<>();
    for (int a = 0; a < stage.rank(); a++) {
      places.put(stage.point().get(a), read.at().get(a));
    }
    if (!inner.at().list().stream().allMatch(Copies::isPlain)) {
      return read;
    }
    Dims at = inner.at().map(d -> placed(d, places));
    return source(new Expr.Read(inner.stage(), at, null));
  }

  /** The stage that a stage is, element by element. */
  static Stage source(Stage stage) {
    return copied(stage).map(Copies::source).orElse(stage);
  }

  private static Optional<Stage> copied(Stage stage) {
    return stage.kind() == Stage.Kind.POINTWISE
            && stage.body() instanceof Expr.Read r
            && r.outside() == null
            && r.stage().kind() == Stage.Kind.POINTWISE
            && r.at().list().equals(stage.point())
        ? Optional.of(r.stage())
        : Optional.empty();
  }

  private static boolean isPlain(Dim d) {
    return !(d instanceof Dim.Element)
        && (!(d instanceof Dim.Apply a) || isPlain(a.left()) && isPlain(a.right()));
  }

  private static Dim placed(Dim d, Map<Dim.Var, Dim> places) {
    if (d instanceof Dim.Var v) {
      return places.getOrDefault(v, v);
    }
    if (!(d instanceof Dim.Apply a)) {
      return d;
    }
    Dim l = placed(a.left(), places);
    Dim r = placed(a.right(), places);
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
