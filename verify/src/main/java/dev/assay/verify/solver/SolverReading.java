package dev.assay.verify.solver;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.Model;
import com.microsoft.z3.Params;
import com.microsoft.z3.RatNum;
import com.microsoft.z3.RealSort;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;
import dev.assay.core.reading.GraphReading;
import dev.assay.verify.exact.Rational;
import dev.assay.verify.trace.GraphTrace;
import dev.assay.verify.trace.Traced;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The solver-term reading: what a model means over the reals for the inputs of a box, as terms
 * whose conditions Z3 decides. Of the model Z3 sees only the inputs and what bends either way.
 *
 * <p>Effort is bounded by Z3's own count of steps, never by time. To be opened anew for each box.
 *
 * <pre>{@code
 * try (SolverReading terms = SolverReading.of(reading, low, high)) {
 *   boolean never = terms.atMostZero(terms.element("y", 0)).isNone();
 * }
 * }</pre>
 */
public final class SolverReading implements AutoCloseable {
  private static final int STEPS = 2_000_000;

  private final Context context = new Context();
  private final Terms terms = new Terms(context);
  private final List<Object> held = new ArrayList<>();
  private final int inputs;
  private final GraphTrace trace;

  private SolverReading(GraphReading reading, List<Rational> low, List<Rational> high) {
    this.inputs = low.size();
    List<Linear> given = new ArrayList<>();
    for (int k = 0; k < inputs; k++) {
      given.add(terms.input(low.get(k), high.get(k)));
    }
    this.trace = GraphTrace.of(reading, terms, "solver terms", given::get);
  }

  /**
   * Reads a model over a box of its float inputs.
   *
   * @param reading of its values somewhere; says what is structure
   * @throws IllegalArgumentException if something of it has no term
   */
  public static SolverReading of(GraphReading reading, List<Rational> low, List<Rational> high) {
    return new SolverReading(reading, low, high);
  }

  /**
   * What Z3 found.
   *
   * @param point of the inputs; empty where there is none, or Z3 gave up
   */
  public record Found(boolean isDecided, Optional<List<Rational>> point) {
    /** Whether there is none. */
    public boolean isNone() {
      return isDecided && point.isEmpty();
    }
  }

  /** An element of a value of the model. */
  public Linear element(String name, int k) {
    Traced x = trace.elements(name)[k];
    if (x instanceof Linear l) {
      return l;
    }
    throw new IllegalArgumentException("a value is no float\n  value : " + name);
  }

  /** How many places that bend either way over the box an expression hangs on. */
  public int bends(Linear l) {
    return terms.reads(l).tailSet(inputs).size();
  }

  /** Looks for inputs of the box where an expression is at most 0. */
  public Found atMostZero(Linear l) {
    return find(l, context.mkLe(terms.term(l), context.mkReal(0)));
  }

  /** Looks for inputs of the box where an expression is below 0. */
  public Found belowZero(Linear l) {
    return find(l, context.mkLt(terms.term(l), context.mkReal(0)));
  }

  /** What an expression is at some inputs, as Z3 sees it; empty where that finds no way. */
  public Optional<Rational> at(List<Rational> point, Linear l) {
    List<BoolExpr> fixed = new ArrayList<>();
    for (int k = 0; k < inputs; k++) {
      fixed.add(context.mkEq(terms.name(k), context.mkReal(point.get(k).toString())));
    }
    Solver solver = solver(l, held(context.mkAnd(fixed.toArray(new BoolExpr[0]))));
    return solver.check() == Status.SATISFIABLE
        ? Optional.of(number(held(solver.getModel()).eval(held(terms.term(l)), true)))
        : Optional.empty();
  }

  private Found find(Linear l, BoolExpr condition) {
    Solver solver = solver(l, condition);
    Status status = solver.check();
    return status == Status.SATISFIABLE
        ? new Found(true, Optional.of(point(held(solver.getModel()))))
        : new Found(status == Status.UNSATISFIABLE, Optional.empty());
  }

  private Solver solver(Linear l, BoolExpr condition) {
    Solver solver = held(context.mkSimpleSolver());
    Params params = held(context.mkParams());
    params.add("rlimit", STEPS);
    params.add("ctrl_c", false);
    solver.setParameters(params);
    solver.add(held(terms.conditions(terms.reads(l))));
    solver.add(new BoolExpr[] {held(condition)});
    return solver;
  }

  private List<Rational> point(Model model) {
    List<Rational> point = new ArrayList<>();
    for (int k = 0; k < inputs; k++) {
      point.add(number(model.eval(terms.name(k), true)));
    }
    return point;
  }

  private static Rational number(Expr<RealSort> value) {
    RatNum x = (RatNum) value;
    return Rational.of(x.getBigIntNumerator(), x.getBigIntDenominator());
  }

  private <T> T held(T given) {
    held.add(given);
    return given;
  }

  @Override
  public void close() {
    context.close();
  }
}
