package dev.assay.core.reading;

import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.FLOAT64;

import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How far the arguments within a node lie outside of where its primitives give numbers, and how far
 * its conditions on data are from true: for a search to descend. NNSmith (Liu et al., ASPLOS 2023,
 * section 3.3) gives such losses by hand for six operators; here they follow from the primitives in
 * an operator's meaning, whichever the operator is.
 *
 * <pre>
 *   sqrt x, log x   max(0, margin - x)          x / y     max(0, margin - |y|)
 *   asin x, ...     max(0, |x| - 1 + margin)    exp x     max(0, |x| - log greatest)
 *   a < b           max(0, a - b + margin)      a and b   the sum of both
 *   any float       max(0, |x| - a quarter of the greatest of its type)
 * </pre>
 */
public final class DomainLoss {
  private static final double MARGIN = 0.125;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Stage> losses = new ArrayList<>();

  private DomainLoss() {}

  /**
   * The derivatives of the loss by the node's inputs, by name: seeds for {@link GraphGradient}.
   * Empty where the meaning has no limited domain, or no formula.
   */
  public static Map<String, double[]> gradient(GraphReading values, Node node) {
    NodeReading meaning = values.reading(node);
    DomainLoss loss = new DomainLoss();
    meaning.outputs().values().forEach(loss::stage);
    meaning.expectations().forEach(e -> loss.truth(e.truth()));
    Map<Integer, double[]> seeds = new HashMap<>();
    for (int k = 0; k < loss.losses.size(); k++) {
      double[] ones = new double[Tensor.size(loss.losses.get(k).shape().numbers())];
      Arrays.fill(ones, 1);
      seeds.put(k, ones);
    }
    Map<String, double[]> gradient = new HashMap<>();
    Gradients.of(
            meaning.giving(loss.losses),
            k -> values.valueArray(node, k),
            seeds,
            k -> true,
            new Derivatives(0))
        .forEach((k, adjoint) -> gradient.merge(node.inputs().get(k), adjoint, Gradients::sum));
    return gradient;
  }

  private void stage(Stage s) {
    Expr body = s.body();
    if (seen.add(s) && body != null) {
      Expr excess = either(excess(body), overflow(body), Expr::plus);
      if (excess != null && s.kind() == Stage.Kind.POINTWISE) {
        losses.add(Stage.beside(s, excess));
      }
    }
  }

  private void truth(Stage s) {
    Expr body = s.body();
    if (body != null) {
      Expr loss = truth(body, true);
      if (loss != null) {
        losses.add(Stage.beside(s, loss));
      }
      stage(s);
    }
  }

  /** The excess of all primitives within a formula, each once; null where there is none. */
  private @Nullable Expr excess(Expr e) {
    if (!seen.add(e)) {
      return null;
    }
    if (e instanceof Expr.Read r) {
      stage(r.stage());
      return r.outside() == null ? null : excess(r.outside());
    }
    if (e instanceof Expr.Fold f) {
      Expr inner = excess(f.body());
      return inner == null ? null : new Expr.Fold(Prim.ADD, f.over(), inner);
    }
    if (!(e instanceof Expr.Apply a)) {
      return null;
    }
    if (a.prim() == Prim.SELECT) {
      Expr condition = excess(a.args().get(0));
      Expr yes = excess(a.args().get(1));
      Expr no = excess(a.args().get(2));
      return yes == null && no == null
          ? condition
          : either(condition, a.args().get(0).then(orZero(yes), orZero(no)), Expr::plus);
    }
    Expr sum = own(a);
    for (Expr argument : a.args()) {
      sum = either(sum, excess(argument), Expr::plus);
    }
    return sum;
  }

  private static Expr orZero(@Nullable Expr e) {
    return e == null ? Expr.number(FLOAT64, 0.0) : e;
  }

  private static @Nullable Expr either(
      @Nullable Expr a, @Nullable Expr b, BinaryOperator<Expr> both) {
    return a == null ? b : b == null ? a : both.apply(a, b);
  }

  private static @Nullable Expr own(Expr.Apply a) {
    Expr first = a.args().get(0);
    if (!first.type().isFloat() || !a.type().isFloat()) {
      return null;
    }
    Expr x = first.as(FLOAT64);
    Expr last = a.args().get(a.args().size() - 1).to(FLOAT64);
    double overflow = Math.log(a.type().max()) - 1;
    return switch (a.prim()) {
      case SQRT, LOG -> atLeast(x, MARGIN);
      case LOG1P -> atLeast(x, MARGIN - 1);
      case ASIN, ACOS, ATANH -> away(x).minus(1 - MARGIN).max(0);
      case ACOSH -> atLeast(x, 1 + MARGIN);
      case DIV, MOD, REM -> atLeast(away(last), MARGIN);
      case EXP, SINH, COSH -> away(x).minus(overflow).max(0);
      case POW ->
          atLeast(x, MARGIN).plus(last.times(Expr.log(x.max(MARGIN))).minus(overflow).max(0));
      case ADD, SUB, MUL, MIN, MAX, NEG, ABS, FLOOR, CEIL, ROUND, TRUNC -> null;
      case SIN, COS, TAN, ATAN, TANH, ASINH, ERF, SIGMOID -> null;
      case EQUAL, LESS, LESS_EQUAL, AND, OR, XOR, NOT, IS_NAN, IS_INFINITE -> null;
      case SHIFT_LEFT, SHIFT_RIGHT, SELECT, CAST, CAST_WRAPPING, CONVERT -> null;
    };
  }

  /** How far an element of a stage lies beyond what its type holds with room to spare. */
  private static @Nullable Expr overflow(Expr x) {
    return x.type().isFloat() ? away(x.as(FLOAT64)).minus(x.type().max() / 4).max(0) : null;
  }

  private static Expr atLeast(Expr x, double least) {
    return x.like(least).minus(x).max(0);
  }

  /** The magnitude, with a slope at zero as well. */
  private static Expr away(Expr x) {
    return x.lessThan(0).then(x.negated(), x);
  }

  /** How far a condition is from what is wanted of it; null where that is no matter of degree. */
  private static @Nullable Expr truth(Expr e, boolean wanted) {
    if (!(e instanceof Expr.Apply a) || a.type() != BOOL) {
      return null;
    }
    Expr first = a.args().get(0);
    Expr last = a.args().get(a.args().size() - 1);
    if (a.prim() == Prim.NOT) {
      return truth(first, !wanted);
    }
    if (a.prim() == Prim.AND || a.prim() == Prim.OR) {
      boolean both = (a.prim() == Prim.AND) == wanted;
      return either(truth(first, wanted), truth(last, wanted), both ? Expr::plus : Expr::min);
    }
    if (!first.type().isFloat() || a.args().size() != 2) {
      return null;
    }
    Expr gap = first.as(FLOAT64).minus(last.as(FLOAT64));
    return switch (a.prim()) {
      case LESS -> wanted ? gap.plus(MARGIN).max(0) : gap.negated().max(0);
      case LESS_EQUAL -> wanted ? gap.max(0) : gap.negated().plus(MARGIN).max(0);
      case EQUAL -> wanted ? away(gap) : atLeast(away(gap), MARGIN);
      default -> null;
    };
  }
}
