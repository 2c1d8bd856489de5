package dev.assay.generator;

import com.microsoft.z3.ArithExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.IntExpr;
import com.microsoft.z3.IntNum;
import com.microsoft.z3.IntSort;
import com.microsoft.z3.Model;
import com.microsoft.z3.Params;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;
import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds sizes that keep rules, with Z3; nothing else in this module sees it.
 *
 * <p>To be opened anew for each {@link Batch}: what Z3 answers depends on what its context has seen
 * before (measured: 3 % of the models differ), so a shared one would make a model depend on its
 * forerunners; and contexts leak. For the same reason nothing that Z3 gave is let go before the
 * end: else Java's collector would decide when Z3 may use a place again. A context is made when
 * first needed: its two tables of 8 MB take 2 ms where caches hold them, else up to 30. Effort is
 * bounded by Z3's own count of steps, never by time.
 */
final class SizeSolver implements AutoCloseable {
  private static final int STEPS = 300_000;
  private static final int BINS = 3;
  private static final int BATCHES = 8;

  private final Tally tally;
  private final List<Object> held = new ArrayList<>();
  private @Nullable Context context;
  private @Nullable Solver solver;

  /**
   * @param tally hears what Z3 is asked
   */
  SizeSolver(Tally tally) {
    this.tally = tally;
  }

  /** Numbers for all that is open, near to the wanted ones, or nothing. */
  Map<Size, Long> solve(SizeProblem problem, Choices choices) {
    List<Dim.Rule> rules = new ArrayList<>();
    for (Dim.Rule r : problem.rules()) {
      if (!r.decided().orElse(false)) {
        rules.add(r);
      }
    }
    if (problem.open().isEmpty() || rules.stream().anyMatch(r -> !r.decided().orElse(true))) {
      return Map.of();
    }
    Context z = context();
    Solver asked = solver(z);
    asked.setParameters(parameters(z, choices.between(0, 1023)));
    Terms terms = new Terms(z);
    asked.push();
    problem.open().forEach((v, range) -> asked.add(terms.within(v, range)));
    asked.add(rules.stream().map(terms::of).toArray(BoolExpr[]::new));
    Map<Size, Long> found = near(asked, terms, problem.wanted(), choices);
    asked.pop();
    tally.solved(!found.isEmpty());
    return found;
  }

  private Context context() {
    if (context == null) {
      context = new Context();
    }
    return context;
  }

  /** The one solver: to make it takes Z3 as long as to answer a question. */
  private Solver solver(Context z) {
    if (solver == null) {
      solver = z.mkSimpleSolver();
    }
    return solver;
  }

  private Params parameters(Context z, int seed) {
    Params params = held(z.mkParams());
    params.add("random_seed", seed);
    params.add("rlimit", STEPS);
    params.add("arith.solver", 2);
    // Else Z3 puts a handler of its own in the place of Java's while it works; of two threads that
    // do so, the last one puts back one whose Z3 is gone, and Ctrl-C ends in a SIGSEGV.
    params.add("ctrl_c", false);
    return params;
  }

  /**
   * Numbers as near to some as a few questions bring them.
   *
   * <p>Attribute binning as NNSmith's paper has it (Liu et al., ASPLOS 2023, section 3.2): Z3 likes
   * the corners of what is allowed, so each size is asked to lie in a bin with exponential bounds,
   * here the one around a number that is wanted, and bins that cannot be are dropped, a few at a
   * time.
   */
  private Map<Size, Long> near(Solver asked, Terms terms, Map<Size, Long> wanted, Choices choices) {
    int kept = 0;
    boolean known = false;
    List<Map.Entry<Size, Long>> order = new ArrayList<>(wanted.entrySet());
    for (int k = 0; k < BATCHES && !order.isEmpty(); k++) {
      asked.push();
      for (int b = 0; b < BINS && !order.isEmpty(); b++) {
        Map.Entry<Size, Long> e = order.remove(choices.between(0, order.size() - 1));
        asked.add(terms.within(e.getKey().variable(), bin(e.getValue())));
      }
      known = check(asked);
      if (known) {
        kept++;
      } else {
        asked.pop();
      }
    }
    Map<Size, Long> numbers = new LinkedHashMap<>();
    if (known || check(asked)) {
      Model model = held(asked.getModel());
      for (Size s : wanted.keySet()) {
        numbers.put(s, terms.number(model, s.variable()));
      }
    }
    asked.pop(kept);
    return numbers;
  }

  private <T> T held(T given) {
    held.add(given);
    return given;
  }

  private boolean check(Solver asked) {
    tally.checked();
    return asked.check() == Status.SATISFIABLE;
  }

  /** The numbers between two powers of two around a number: 1, 2, 3 to 4, 5 to 8, ... */
  static Range bin(long n) {
    if (n < 0) {
      Range mirror = bin(-n);
      return Range.of(-mirror.high(), -mirror.low());
    }
    if (n <= 1) {
      return Range.at(n);
    }
    long half = Long.highestOneBit(n - 1);
    return Range.of(half + 1, 2 * half);
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
      context = null;
      solver = null;
      held.clear();
    }
  }

  /** Sizes and rules as terms of Z3. */
  private final class Terms {
    private final Context z;
    private final Map<Dim.Var, IntExpr> names = new LinkedHashMap<>();

    Terms(Context z) {
      this.z = z;
    }

    private IntExpr name(Dim.Var v) {
      IntExpr known = names.get(v);
      if (known == null) {
        known = held(z.mkIntConst("d" + names.size()));
        names.put(v, known);
      }
      return known;
    }

    BoolExpr[] within(Dim.Var v, Range range) {
      List<BoolExpr> list = new ArrayList<>();
      if (range.low() > -Range.FAR) {
        list.add(held(z.mkGe(name(v), number(range.low()))));
      }
      if (range.high() < Range.FAR) {
        list.add(held(z.mkLe(name(v), number(range.high()))));
      }
      return list.toArray(BoolExpr[]::new);
    }

    BoolExpr of(Dim.Rule rule) {
      ArithExpr<IntSort> l = of(rule.left());
      ArithExpr<IntSort> r = of(rule.right());
      return held(
          switch (rule.relation()) {
            case EQUAL -> z.mkEq(l, r);
            case AT_LEAST -> z.mkGe(l, r);
          });
    }

    private IntNum number(long n) {
      return held(z.mkInt(n));
    }

    private ArithExpr<IntSort> of(Dim d) {
      if (d instanceof Dim.Const c) {
        return number(c.value());
      }
      if (d instanceof Dim.Var v) {
        return name(v);
      }
      Dim.Apply a = (Dim.Apply) d;
      ArithExpr<IntSort> l = of(a.left());
      ArithExpr<IntSort> r = of(a.right());
      boolean negative = a.right() instanceof Dim.Const c && c.value() < 0;
      return held(
          switch (a.op()) {
            case ADD -> z.mkAdd(l, r);
            case SUB -> z.mkSub(l, r);
            case MUL -> z.mkMul(l, r);
            // Z3 rounds a quotient down where the divisor is positive, as Dim does for every one.
            case DIV -> negative ? z.mkDiv(negated(l), negated(r)) : z.mkDiv(l, r);
            case MOD -> negative ? negated(z.mkMod(negated(l), negated(r))) : z.mkMod(l, r);
            case MIN -> either(z.mkLe(l, r), l, r);
            case MAX -> either(z.mkGe(l, r), l, r);
          });
    }

    private ArithExpr<IntSort> negated(ArithExpr<IntSort> x) {
      return held(z.mkUnaryMinus(held(x)));
    }

    @SuppressWarnings("unchecked")
    private ArithExpr<IntSort> either(BoolExpr first, ArithExpr<IntSort> l, ArithExpr<IntSort> r) {
      return (ArithExpr<IntSort>) z.mkITE(held(first), l, r);
    }

    long number(Model model, Dim.Var v) {
      return ((IntNum) held(model.eval(name(v), true))).getInt64();
    }
  }
}
