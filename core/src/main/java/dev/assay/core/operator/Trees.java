package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Expr.fold;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.held;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.INT64;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Ensembles of decision trees. */
final class Trees {
  private Trees() {}

  /** How the leaves of all trees become one number, in ONNX's order. */
  private enum Aggregate {
    AVERAGE(Prim.ADD),
    SUM(Prim.ADD),
    MIN(Prim.MIN),
    MAX(Prim.MAX);

    private final Prim prim;

    Aggregate(Prim prim) {
      this.prim = prim;
    }

    Expr neutral(DType type) {
      return switch (this) {
        case AVERAGE, SUM -> number(type, 0L);
        case MIN -> number(type, type.max());
        case MAX -> number(type, -type.max());
      };
    }
  }

  /** For each target, the weights of the leaves that a sample comes to, combined. */
  static final Operator TREE_ENSEMBLE =
      operator(
          "ai.onnx.ml",
          "TreeEnsemble",
          5,
          "X -> Y",
          op -> {
            Stage x = op.input("X", DType.setOf(FLOAT32, FLOAT64, FLOAT16), 2, 2);
            Tensor weights = op.tensor("leaf_weights", Set.of(x.type()));
            op.require(weights.rank() == 1, "the weights are a list");
            int targets = op.drawn("n_targets", 1, Range.from(1)).get(0);
            Stage target =
                Branches.table(
                    op.drawn("leaf_targetids", weights.size(), Range.of(0, targets - 1)));
            op.require(
                op.integer("post_transform", 0, Range.of(0, 4)) == 0, "the sums stay as they are");
            Aggregate by = Aggregate.values()[op.integer("aggregate_function", 1, Range.of(0, 3))];
            Branches branches = Branches.of(op, x, weights.size());
            Stage leaf = branches.leaves(op);
            Stage weight = held(weights);
            Dim trees = leaf.dim(1);
            Dims shape = Dims.of(x.dim(0), dim(targets));
            Function<Dims, Function<Dim, Expr>> tells =
                i ->
                    tree ->
                        target.at(Dim.element(leaf.at(i.get(0), tree))).is(number(INT64, i.get(1)));
            if (by == Aggregate.MIN || by == Aggregate.MAX) {
              op.expect(
                  Behaviour.OUTSIDE_DOMAIN,
                  stage(shape, i -> fold(Prim.OR, trees, tells.apply(i))),
                  "a tree tells something of each target");
            }
            op.output(
                "Y",
                stage(
                    shape,
                    i -> {
                      Expr all =
                          fold(
                              by.prim,
                              trees,
                              tree ->
                                  tells
                                      .apply(i)
                                      .apply(tree)
                                      .then(
                                          weight.at(Dim.element(leaf.at(i.get(0), tree))),
                                          by.neutral(x.type())));
                      return by == Aggregate.AVERAGE ? all.over(number(x.type(), trees)) : all;
                    }));
          });

  static final List<Operator> ALL = List.of(TREE_ENSEMBLE);
}
