package dev.assay.core.expr;

import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Stages that advance together, step by step along their axis 0: the recurrent operators. Within a
 * step the stages run in the order in which their formulas were given.
 *
 * <pre>{@code
 * Loop loop = Loop.over(steps);
 * Stage h = loop.state(type, Dims.of(batch, size));
 * loop.next(h, i -> tanh(x.at(i).plus(loop.before(h, i, start.at(i.from(1))))));
 * }</pre>
 */
public final class Loop {
  private final Dim steps;
  private final List<Stage> stages = new ArrayList<>();

  private Loop(Dim steps) {
    this.steps = steps;
  }

  public static Loop over(Dim steps) {
    return new Loop(steps);
  }

  /** A stage that others may read one step earlier; its formula comes with {@link #next}. */
  public Stage state(DType type, Dims shapeOfStep) {
    return Stage.step(type, Dims.of(steps).and(shapeOfStep), this);
  }

  /** The formula of a state; index 0 of the point is the step. */
  public void next(Stage state, Function<Dims, Expr> formula) {
    state.body(formula.apply(Dims.of(state.point())));
    stages.add(state);
  }

  /** A stage within each step, made from earlier ones. */
  public Stage stage(DType type, Dims shapeOfStep, Function<Dims, Expr> formula) {
    Stage s = state(type, shapeOfStep);
    next(s, formula);
    return s;
  }

  /** A state's element one step earlier; before the first step, {@code start}. */
  public Expr before(Stage state, Dims i, Expr start) {
    return state.at(i.with(0, i.get(0).minus(1)), start);
  }

  /** The stages in the order in which they run within a step. */
  public List<Stage> stages() {
    return Collections.unmodifiableList(stages);
  }
}
