package dev.assay.core.operator;

import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.operator.Votes.Aggregate;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Ensembles of decision trees. */
final class Trees {
  private Trees() {}

  /** For each target, the weights of the leaves that a sample comes to, combined. */
  static final Operator TREE_ENSEMBLE =
      operator(
          Features.DOMAIN,
          "TreeEnsemble",
          5,
          "X -> Y",
          op -> {
            Stage x = op.input("X", DType.setOf(FLOAT32, FLOAT64, FLOAT16), 2, 2);
            Tensor weights = op.list("leaf_weights", Set.of(x.type()));
            int n = weights.size();
            int targets = op.drawn("n_targets", 1, Range.from(1)).get(0);
            List<Integer> target = op.drawn("leaf_targetids", n, Range.of(0, targets - 1));
            Aggregate by = Aggregate.values()[op.integer("aggregate_function", 1, Range.of(0, 3))];
            Branches branches = Branches.of(op, x, n);
            int trees = op.length("tree_roots", 1, Integer.MAX_VALUE);
            List<Integer> roots = op.drawn("tree_roots", trees, Range.of(0, branches.count() - 1));
            Votes votes = new Votes(n, Draft.allAxes(n), target, weights);
            Stage scores = votes.counted(op, branches.leaves(op, roots), targets, by);
            op.output("Y", PostTransform.byNumber(op).of(op, scores));
          });

  /** For each target, the weights of the leaves that a sample comes to, combined. */
  private static final Consumer<Draft> TREE_ENSEMBLE_REGRESSOR =
      op -> {
        int targets = op.drawn("n_targets", 1, Range.from(1)).get(0);
        Forest forest = Forest.of(op, "target", targets);
        Aggregate by =
            Aggregate.valueOf(op.word("aggregate_function", "SUM", "AVERAGE", "MIN", "MAX"));
        Stage scores = forest.scores(op, by);
        op.output("Y", PostTransform.byWord(op).of(op, scores));
      };

  /** The class for which the leaves that a sample comes to weigh most, and all their weights. */
  private static final Consumer<Draft> TREE_ENSEMBLE_CLASSIFIER =
      op -> {
        Classes classes = Classes.of(op, "classlabels_int64s");
        op.require(classes.count() >= 2, "there are classes to choose among");
        Forest forest = Forest.of(op, "class", classes.count());
        long voted = forest.votes().targets().stream().distinct().count();
        op.expect(
            Behaviour.TEXTS_DIFFER,
            Dim.dim(voted).is(classes.count()),
            "leaves vote for each class, or else implementations differ");
        Stage scores = forest.scores(op, Aggregate.SUM);
        Stage transformed = PostTransform.byWord(op).of(op, scores);
        op.output("Y", classes.chosen(op, transformed));
        op.output("Z", transformed);
      };

  static final Operator REGRESSOR_1 =
      operator(Features.DOMAIN, "TreeEnsembleRegressor", 1, "X -> Y", TREE_ENSEMBLE_REGRESSOR);

  static final Operator REGRESSOR_3 =
      operator(Features.DOMAIN, "TreeEnsembleRegressor", 3, "X -> Y", TREE_ENSEMBLE_REGRESSOR);

  static final Operator CLASSIFIER_1 =
      operator(Features.DOMAIN, "TreeEnsembleClassifier", 1, "X -> Y Z", TREE_ENSEMBLE_CLASSIFIER);

  static final Operator CLASSIFIER_3 =
      operator(Features.DOMAIN, "TreeEnsembleClassifier", 3, "X -> Y Z", TREE_ENSEMBLE_CLASSIFIER);

  static final List<Operator> ALL =
      List.of(TREE_ENSEMBLE, REGRESSOR_1, REGRESSOR_3, CLASSIFIER_1, CLASSIFIER_3);
}
