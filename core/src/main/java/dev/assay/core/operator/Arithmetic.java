package dev.assay.core.operator;

import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Elementwise.binary;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.NUMBERS;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.operator.Elementwise.Pair;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Arithmetic of two and more tensors, element by element, with broadcasting. */
final class Arithmetic {
  private Arithmetic() {}

  private static final Set<DType> BASES = setOf(FLOAT32, FLOAT64, FLOAT16, BFLOAT16, INT32, INT64);

  /** Sum of two tensors. */
  static final Operator ADD = binary("Add", 13, NUMBERS, Expr::plus);

  /** Difference of two tensors. */
  static final Operator SUB = binary("Sub", 13, NUMBERS, Expr::minus);

  /** Product of two tensors, element by element. */
  static final Operator MUL = binary("Mul", 13, NUMBERS, Expr::times);

  /** Quotient of two tensors; of integers, rounded towards zero. */
  static final Operator DIV = binary("Div", 13, NUMBERS, Expr::over);

  /**
   * Remainder with the sign of the divisor, or with fmod, of the dividend; floats need fmod before
   * version 28.
   */
  static final Operator MOD =
      operator(
          "Mod",
          13,
          "A B -> C",
          op -> {
            Pair p = Pair.of(op, NUMBERS);
            boolean asInC = op.flag("fmod", false);
            boolean any = op.opset() >= 28;
            op.require(asInC || any || p.a().type().isInteger(), "floats have fmod=1");
            op.output("C", p.map((a, b) -> Expr.apply(asInC ? Prim.REM : Prim.MOD, a, b)));
          });

  /** X to the power of Y, in the type of X. */
  static final Operator POW =
      operator(
          "Pow",
          13,
          "X Y -> Z",
          op -> {
            Stage x = op.input("X", BASES);
            Pair p = Pair.of(op, x, op.input("Y", NUMBERS));
            op.output("Z", p.map(Expr::power));
          });

  /** The least of several tensors. */
  static final Operator MIN = several("Min", "min", NUMBERS, Expr::min);

  /** The greatest of several tensors. */
  static final Operator MAX = several("Max", "max", NUMBERS, Expr::max);

  /** The sum of several tensors. */
  static final Operator SUM = several("Sum", "sum", FLOATS, Expr::plus);

  /** The mean of several tensors. */
  static final Operator MEAN =
      operator(
          "Mean",
          13,
          "data_0* -> mean",
          op -> {
            int n = op.count("data_0");
            op.output("mean", combined(op, FLOATS, Expr::plus, x -> x.over(n)));
          });

  private static Operator several(
      String name, String output, Set<DType> types, BinaryOperator<Expr> combine) {
    return operator(
        name,
        13,
        "data_0* -> " + output,
        op -> op.output(output, combined(op, types, combine, x -> x)));
  }

  private static Stage combined(
      Draft op, Set<DType> types, BinaryOperator<Expr> combine, UnaryOperator<Expr> finish) {
    List<Stage> all = op.members("data_0", types, 0, Draft.ANY_RANK);
    Dims shape = op.broadcast(all.stream().map(Stage::shape).toArray(Dims[]::new));
    return stage(
        shape, i -> finish.apply(all.stream().map(s -> s.spread(i)).reduce(combine).orElseThrow()));
  }

  static final List<Operator> ALL = List.of(ADD, SUB, MUL, DIV, MOD, POW, MIN, MAX, SUM, MEAN);
}
