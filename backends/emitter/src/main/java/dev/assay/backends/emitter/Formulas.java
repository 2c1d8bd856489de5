package dev.assay.backends.emitter;

import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Loop;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The stages of one node's meaning, each written once. */
final class Formulas<T> {
  private static final int MOST_STEPS = 64;

  private final Emitter<T> emitter;
  private final Map<Stage, Term<T>> terms = new IdentityHashMap<>();

  /** The steps so far of the stages of loops. */
  private final Map<Stage, List<Term<T>>> steps = new IdentityHashMap<>();

  Formulas(Emitter<T> emitter) {
    this.emitter = emitter;
  }

  Emitter<T> emitter() {
    return emitter;
  }

  /** Says what a given stage is. */
  void give(Stage stage, Term<T> term) {
    terms.put(stage, term);
  }

  /** The elements of a stage. */
  Term<T> term(Stage s) {
    Term<T> known = terms.get(s);
    if (known != null) {
      return known;
    }
    Term<T> made =
        switch (s.kind()) {
          case GIVEN -> throw new IllegalStateException("nothing is given for " + s.name());
          case HELD -> emitter.constant(Objects.requireNonNull(s.held()));
          case POINTWISE -> elements(s);
          case SCAN -> emitter.scan(Objects.requireNonNull(s.prim()), elements(s), s.axis());
          case STEP -> {
            run(Objects.requireNonNull(s.loop()));
            yield stepsOf(s).isEmpty()
                ? emitter.constant(Tensor.zeros(s.type(), s.shape().numbers()))
                : emitter.stack(stepsOf(s));
          }
        };
    terms.put(s, made);
    return made;
  }

  /** What a stage of a loop was at each step so far. */
  List<Term<T>> stepsOf(Stage s) {
    return steps.getOrDefault(s, List.of());
  }

  private Term<T> elements(Stage s) {
    Space<T> space = Space.of(this, s.point(), body(s));
    return spread(s, space, s.shape().numbers());
  }

  private Term<T> spread(Stage s, Space<T> space, int... shape) {
    return emitter.expand(emitter.cast(space.term(body(s)), s.type()), shape);
  }

  private static Expr body(Stage s) {
    return Objects.requireNonNull(s.body());
  }

  private void run(Loop loop) {
    int count = loop.stages().get(0).dim(0).number();
    if (count > MOST_STEPS) {
      throw new NotEmittedException("a loop of " + count + " steps");
    }
    loop.stages().forEach(s -> steps.put(s, new ArrayList<>()));
    for (int step = 0; step < count; step++) {
      for (Stage s : loop.stages()) {
        Space<T> space =
            Space.of(this, s.point().subList(1, s.rank()), body(s)).with(s.point().get(0), step);
        stepsOf(s).add(spread(s, space, s.shape().from(1).numbers()));
      }
    }
  }
}
