package dev.assay.verify.solver;

import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecNum;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.Model;
import com.microsoft.z3.Params;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.trace.GraphTrace;
import dev.assay.verify.trace.Traced;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The solver-term reading over IEEE floats and bit-vectors: what a model computes step by step, bit
 * for bit, as terms whose conditions Z3 decides. Where the other one speaks of real numbers, this
 * speaks of one order of each sum: from first to last.
 *
 * <p>A model may be read several times, each on inputs of its own, for what is said of two runs.
 * Effort is bounded by Z3's own count of steps, never by time.
 *
 * <pre>{@code
 * try (FloatReading floats = new FloatReading(Rounding.EACH_STEP)) {
 *   FloatReading.Run run = floats.run(reading, List.of("x"));
 *   boolean never = floats.find(List.of(floats.claims().nan(run, "y")), 1_000_000).isNone();
 * }
 * }</pre>
 */
public final class FloatReading implements AutoCloseable {
  private final Context context = new Context();
  private final FloatTerms terms;
  private final FloatClaims claims;
  private final List<Run> runs = new ArrayList<>();

  public FloatReading(Rounding rounding) {
    this.terms = new FloatTerms(context, rounding);
    this.claims = new FloatClaims(context, terms);
  }

  /** What may be asked of its runs. */
  public FloatClaims claims() {
    return claims;
  }

  /**
   * What Z3 found.
   *
   * @param points what moves in each run, by name; empty where there is none, or Z3 gave up
   */
  public record Found(boolean isDecided, List<Map<String, Tensor>> points) {
    /** Whether there is none. */
    public boolean isNone() {
      return isDecided && points.isEmpty();
    }
  }

  /** A truth value over the inputs of some runs. */
  public static final class Condition {
    private final BoolExpr holds;

    Condition(BoolExpr holds) {
      this.holds = holds;
    }

    BoolExpr holds() {
      return holds;
    }
  }

  /**
   * Reads a model on inputs of its own.
   *
   * @param reading of its values somewhere; says what is structure
   * @param inputs the names of those that move
   * @throws IllegalArgumentException if something of it has no term
   */
  public Run run(GraphReading reading, List<String> inputs) {
    Run run = new Run(reading, inputs);
    runs.add(run);
    return run;
  }

  /** One run of a model. */
  public final class Run {
    private final GraphReading reading;
    private final Map<String, BitVecExpr[]> given = new LinkedHashMap<>();
    private final List<Traced> all = new ArrayList<>();
    private final GraphTrace trace;

    private Run(GraphReading reading, List<String> inputs) {
      this.reading = reading;
      int number = runs.size();
      for (String name : inputs) {
        Tensor at = reading.value(name);
        BitVecExpr[] bits = new BitVecExpr[at.size()];
        for (int k = 0; k < bits.length; k++) {
          bits[k] = context.mkBVConst("x" + number + "." + all.size(), at.type().bits());
          all.add(input(name, bits[k], at.type()));
        }
        given.put(name, bits);
      }
      this.trace = GraphTrace.of(reading, terms, "terms of floats", inputs, all::get);
    }

    private Traced input(String name, BitVecExpr bits, DType type) {
      try {
        return terms.input(bits, type);
      } catch (UnsupportedOperationException e) {
        throw new IllegalArgumentException(
            "an input cannot be proved about\n  required : floats of IEEE 754, integers or truth"
                + " values\n  but      : "
                + name
                + " is of "
                + e.getMessage());
      }
    }

    /** Elements of a value of the model. */
    FloatClaims.Elements elements(String name) {
      return new FloatClaims.Elements(trace.elements(name), reading.value(name).type());
    }

    /**
     * The value of a model at some inputs as Z3 computes it; empty where it hangs on a function
     * that has no term of its own.
     */
    public Optional<Tensor> at(Map<String, Tensor> point, String name) {
      List<Expr<?>> from = new ArrayList<>();
      List<Expr<?>> to = new ArrayList<>();
      given.forEach(
          (input, bits) -> {
            Tensor t = Objects.requireNonNull(point.get(input));
            for (int k = 0; k < bits.length; k++) {
              from.add(bits[k]);
              to.add(context.mkBV(Patterns.of(t, k), t.type().bits()));
            }
          });
      DType type = reading.value(name).type();
      Traced[] elements = trace.elements(name);
      long[] values = new long[elements.length];
      for (int k = 0; k < values.length; k++) {
        Expr<?> term = claims.bits(elements[k], type);
        Expr<?> value =
            term.substitute(from.toArray(new Expr<?>[0]), to.toArray(new Expr<?>[0])).simplify();
        if (!(value instanceof BitVecNum n)) {
          return Optional.empty();
        }
        values[k] = n.getBigInteger().longValue();
      }
      return Optional.of(Patterns.tensor(type, reading.value(name).shape(), values));
    }

    private Map<String, Tensor> point(Model model) {
      Map<String, Tensor> point = new LinkedHashMap<>();
      given.forEach(
          (name, bits) -> {
            long[] values = new long[bits.length];
            for (int k = 0; k < bits.length; k++) {
              BitVecNum value = (BitVecNum) model.eval(bits[k], true);
              values[k] = value.getBigInteger().longValue();
            }
            Tensor like = reading.value(name);
            point.put(name, Patterns.tensor(like.type(), like.shape(), values));
          });
      return point;
    }
  }

  /**
   * Looks for inputs of all runs where all conditions hold.
   *
   * @param steps what Z3 may take
   */
  public Found find(List<Condition> wanted, int steps) {
    Solver solver = context.mkSolver(context.mkTactic("qffpbv"));
    Params params = context.mkParams();
    params.add("rlimit", steps);
    params.add("ctrl_c", false);
    solver.setParameters(params);
    wanted.forEach(c -> solver.add(new BoolExpr[] {c.holds}));
    solver.add(terms.conditions().toArray(new BoolExpr[0]));
    Status status = solver.check();
    if (status != Status.SATISFIABLE) {
      return new Found(status == Status.UNSATISFIABLE, List.of());
    }
    Model model = solver.getModel();
    return new Found(true, runs.stream().map(r -> r.point(model)).toList());
  }

  /** Ends a search from another thread; it finds nothing then. */
  public void stop() {
    context.interrupt();
  }

  @Override
  public void close() {
    context.close();
  }
}
