package dev.assay.core.operator;

import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Forms that many operators share: functions of one element, and of two after broadcasting. */
final class Elementwise {
  private Elementwise() {}

  /**
   * An operator that applies a function to each element.
   *
   * @param formula reads the attributes, then gives the function
   */
  static Operator function(
      String name,
      int since,
      String ports,
      Set<DType> types,
      Function<Draft, UnaryOperator<Expr>> formula) {
    String[] port = ports.split(" -> ", 2);
    return operator(
        name,
        since,
        ports,
        op -> {
          Stage x = op.input(port[0], types);
          UnaryOperator<Expr> f = formula.apply(op);
          op.output(port[1], stage(x.shape(), i -> f.apply(x.at(i))));
        });
  }

  /** An operator that is one primitive. */
  static Operator function(String name, String ports, Set<DType> types, Prim prim) {
    return function(name, 13, ports, types, op -> x -> Expr.apply(prim, x));
  }

  /** An operator that combines the elements of two broadcast tensors of one type. */
  static Operator binary(String name, int since, Set<DType> types, BinaryOperator<Expr> formula) {
    return operator(name, since, "A B -> C", op -> op.output("C", Pair.of(op, types).map(formula)));
  }

  /** Two tensors and the shape that both broadcast to. */
  record Pair(Stage a, Stage b, Dims shape) {

    /** The inputs A and B, of one type. */
    static Pair of(Draft op, Set<DType> types) {
      Stage a = op.input("A", types);
      return of(op, a, op.input("B", Set.of(a.type())));
    }

    static Pair of(Draft op, Stage a, Stage b) {
      return new Pair(a, b, op.broadcast(a.shape(), b.shape()));
    }

    Stage map(BinaryOperator<Expr> formula) {
      return stage(shape, i -> formula.apply(a.spread(i), b.spread(i)));
    }
  }
}
