package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.apply;
import static dev.assay.core.expr.Expr.exp;
import static dev.assay.core.expr.Expr.log;
import static dev.assay.core.expr.Expr.sqrt;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.INT8;
import static dev.assay.core.tensor.DType.SUMMABLE;
import static dev.assay.core.tensor.DType.UINT32;
import static dev.assay.core.tensor.DType.UINT64;
import static dev.assay.core.tensor.DType.UINT8;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Many elements along some axes made one. */
final class Reductions {
  private Reductions() {}

  private static final Set<DType> ORDERED =
      setOf(FLOAT32, FLOAT64, FLOAT16, BFLOAT16, INT8, INT32, INT64, UINT8, UINT32, UINT64, BOOL);

  /** The sum; 0 of nothing. */
  private static Stage sum(Draft op, Group g) {
    return g.fold(Prim.ADD, x -> x);
  }

  /** The mean; of nothing, undefined. */
  private static Stage mean(Draft op, Group g) {
    op.require(g.over().product().atLeast(1), "the mean of nothing is not defined");
    return g.mean();
  }

  /** The greatest; of nothing, the least number of the type. */
  private static Stage greatest(Draft op, Group g) {
    return g.extreme(g.x().type() == BOOL ? Prim.OR : Prim.MAX);
  }

  /** The least; of nothing, the greatest number of the type. */
  private static Stage least(Draft op, Group g) {
    return g.extreme(g.x().type() == BOOL ? Prim.AND : Prim.MIN);
  }

  /** The product; 1 of nothing. */
  private static Stage product(Draft op, Group g) {
    return g.fold(Prim.MUL, x -> x);
  }

  /** The sum of magnitudes. */
  private static Stage sumOfMagnitudes(Draft op, Group g) {
    return g.fold(Prim.ADD, Expr::abs);
  }

  /** The sum of squares. */
  private static Stage sumOfSquares(Draft op, Group g) {
    return g.fold(Prim.ADD, Expr::squared);
  }

  /** The square root of the sum of squares; of integers, cut to an integer. */
  private static Stage length(Draft op, Group g) {
    DType type = g.x().type();
    if (!type.isFloat()) {
      op.expect(
          Behaviour.TEXTS_DIFFER,
          stage(
              g.kept(),
              i ->
                  g.fold(Prim.ADD, i, x -> x.to(FLOAT64).squared())
                      .atMost(type.toDouble(type.high()))),
          "the sum of squares fits its type, or else implementations wrap it or do not");
    }
    return stage(g.kept(), i -> sqrt(real(g.fold(Prim.ADD, i, Expr::squared))).to(type));
  }

  /** The logarithm of the sum; of integers, cut to an integer. */
  private static Stage logOfSum(Draft op, Group g) {
    Stage sum = sum(op, g);
    DType type = g.x().type();
    if (!type.isFloat()) {
      op.expect(
          Behaviour.CAST_OUT_OF_RANGE,
          stage(g.kept(), i -> sum.at(i).atLeast(1)),
          "the logarithm is an integer");
    }
    return stage(g.kept(), i -> log(real(sum.at(i))).to(type));
  }

  /** The logarithm of the sum of exponentials, the greatest taken out so that none overflows. */
  private static Stage logOfSumOfExponentials(Draft op, Group g) {
    if (!g.x().type().isFloat()) {
      return logOfSumOfExponentialsOfIntegers(op, g);
    }
    Stage top =
        stage(
            g.kept(),
            i -> {
              Expr most = g.fold(Prim.MAX, i, x -> x);
              return apply(Prim.IS_INFINITE, most).then(most.like(0), most);
            });
    return stage(
        g.kept(), i -> log(g.fold(Prim.ADD, i, x -> exp(x.minus(top.at(i))))).plus(top.at(i)));
  }

  /** In float64 as ONNX's function body says, cut to an integer. */
  private static Stage logOfSumOfExponentialsOfIntegers(Draft op, Group g) {
    op.require(g.over().product().atLeast(1), "the logarithm of 0 is no integer");
    Stage sum = g.fold(Prim.ADD, x -> exp(x.to(FLOAT64)));
    op.expect(
        Behaviour.CAST_OUT_OF_RANGE,
        stage(g.kept(), i -> sum.at(i).atLeast(1).and(sum.at(i).atMost(Double.MAX_VALUE))),
        "the logarithm fits its type");
    return stage(g.kept(), i -> log(sum.at(i)).to(g.x().type()));
  }

  private static Expr real(Expr x) {
    return x.type().isFloat() ? x : x.to(FLOAT64);
  }

  /** The two forms of a reduction: axes as an attribute, and from a version on as an input. */
  private static Stream<Operator> reduction(
      String name, int axesAsInput, Set<DType> types, BiFunction<Draft, Group, Stage> formula) {
    Operator input =
        operator(
            name,
            axesAsInput,
            "data axes? -> reduced",
            op -> {
              Stage x = op.input("data", types);
              boolean none = op.flag("noop_with_empty_axes", false) && isEmpty(op, x.rank());
              List<Integer> axes = none ? List.of() : op.axes("axes", x.rank());
              op.output("reduced", reduced(op, x, axes, formula));
            });
    if (axesAsInput == 13) {
      return Stream.of(input);
    }
    Operator attribute =
        operator(
            name,
            13,
            "data -> reduced",
            op -> {
              Stage x = op.input("data", types);
              op.output("reduced", reduced(op, x, op.axes("axes", x.rank()), formula));
            });
    return Stream.of(attribute, input);
  }

  private static boolean isEmpty(Draft op, int rank) {
    return !op.has("axes") || op.length("axes", 0, rank) == 0;
  }

  private static Stage reduced(
      Draft op, Stage x, List<Integer> axes, BiFunction<Draft, Group, Stage> formula) {
    boolean keep = op.flag("keepdims", true);
    Stage reduced = formula.apply(op, Group.of(x, axes));
    return keep ? reduced : reduced.without(axes);
  }

  /** The mean by the node's attributes. */
  static Stage mean(Draft op, Stage x) {
    return reduced(op, x, op.axes("axes", x.rank()), Reductions::mean);
  }

  static final List<Operator> ALL =
      Stream.of(
              reduction("ReduceSum", 13, SUMMABLE, Reductions::sum),
              reduction("ReduceMean", 18, SUMMABLE, Reductions::mean),
              reduction("ReduceMax", 18, ORDERED, Reductions::greatest),
              reduction("ReduceMin", 18, ORDERED, Reductions::least),
              reduction("ReduceProd", 18, SUMMABLE, Reductions::product),
              reduction("ReduceL1", 18, SUMMABLE, Reductions::sumOfMagnitudes),
              reduction("ReduceL2", 18, SUMMABLE, Reductions::length),
              reduction("ReduceSumSquare", 18, SUMMABLE, Reductions::sumOfSquares),
              reduction("ReduceLogSum", 18, SUMMABLE, Reductions::logOfSum),
              reduction("ReduceLogSumExp", 18, SUMMABLE, Reductions::logOfSumOfExponentials))
          .flatMap(s -> s)
          .toList();
}
