package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.fold;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.held;
import static dev.assay.core.expr.Stage.stage;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * What the leaves of all trees say of targets.
 *
 * @param leafCount how many leaves there are
 * @param leaves the leaf that each vote is of
 * @param targets the target that it is for
 */
record Votes(int leafCount, List<Integer> leaves, List<Integer> targets, Tensor weights) {

  /** How the votes for a target become one number, in ONNX's order. */
  enum Aggregate {
    AVERAGE(Prim.ADD),
    SUM(Prim.ADD),
    MIN(Prim.MIN),
    MAX(Prim.MAX);

    private final Prim prim;

    Aggregate(Prim prim) {
      this.prim = prim;
    }

    private double neutral(DType type) {
      return switch (this) {
        case AVERAGE, SUM -> 0;
        case MIN -> type.max();
        case MAX -> -type.max();
      };
    }

    private double both(double a, double b) {
      return switch (this) {
        case AVERAGE, SUM -> a + b;
        case MIN -> Math.min(a, b);
        case MAX -> Math.max(a, b);
      };
    }
  }

  /** The votes of the leaves to which a sample comes, combined for each target. */
  Stage counted(Draft op, Stage reached, int targetCount, Aggregate by) {
    DType type = weights.type();
    double[] numbers = new double[leafCount * targetCount];
    long[] told = new long[numbers.length];
    Arrays.fill(numbers, by.neutral(type));
    for (int k = 0; k < leaves.size(); k++) {
      int place = leaves.get(k) * targetCount + targets.get(k);
      numbers[place] = type.nearest(by.both(numbers[place], weights.reals()[k]));
      told[place] = 1;
    }
    int[] table = {leafCount, targetCount};
    Stage vote = held(Tensor.of(type, table, numbers));
    Stage isTold = held(Tensor.of(DType.BOOL, table, told));
    Dims shape = Dims.of(reached.dim(0), dim(targetCount));
    if (by == Aggregate.MIN || by == Aggregate.MAX) {
      op.expect(
          Behaviour.OUTSIDE_DOMAIN,
          stage(shape, i -> fold(Prim.OR, reached.dim(1), t -> isTold.at(at(reached, i, t)))),
          "a tree tells something of each target");
    }
    return stage(
        shape,
        i -> {
          Expr all = fold(by.prim, reached.dim(1), t -> vote.at(at(reached, i, t)));
          return by == Aggregate.AVERAGE ? all.over(number(type, reached.dim(1))) : all;
        });
  }

  private static Dims at(Stage reached, Dims i, Dim tree) {
    return Dims.of(element(reached.at(i.get(0), tree)), i.get(1));
  }
}
