package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.held;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.INT64;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The decisions of a support vector machine, each for one class and against another.
 *
 * @param weights a row for each decision, with the weight of each support vector
 * @param won the class that a decision above 0 is for
 * @param lost the class that another is for
 */
record Pairs(Stage weights, List<Integer> won, List<Integer> lost) {

  /** One decision, of given weights. */
  static Pairs single(Tensor weights) {
    int[] row = {1, weights.size()};
    return new Pairs(held(Tensor.of(FLOAT32, row, weights.reals())), List.of(0), List.of(1));
  }

  /**
   * One for each two classes. The support vectors stand class by class; each has a weight against
   * each of the other classes, in their order.
   */
  static Pairs of(List<Integer> counts, Tensor coefficients) {
    int vectors = total(counts);
    int classes = counts.size();
    List<Integer> won = new ArrayList<>();
    List<Integer> lost = new ArrayList<>();
    for (int a = 0; a < classes; a++) {
      for (int b = a + 1; b < classes; b++) {
        won.add(a);
        lost.add(b);
      }
    }
    double[] weights = new double[won.size() * vectors];
    for (int p = 0; p < won.size(); p++) {
      int vector = 0;
      for (int c = 0; c < classes; c++) {
        for (int k = 0; k < counts.get(c); k++, vector++) {
          int row = c == won.get(p) ? lost.get(p) - 1 : c == lost.get(p) ? won.get(p) : -1;
          weights[p * vectors + vector] =
              row < 0 ? 0 : coefficients.reals()[row * vectors + vector];
        }
      }
    }
    int[] shape = {won.size(), vectors};
    return new Pairs(held(Tensor.of(FLOAT32, shape, weights)), won, lost);
  }

  /** The weights of the support vectors, of which each class has some number. */
  static Tensor coefficients(Draft op, List<Integer> counts) {
    int vectors = total(counts);
    op.require(vectors > 0, "there are support vectors");
    return op.list(
        "coefficients",
        Set.of(FLOAT32),
        (counts.size() - 1) * vectors,
        "a support vector has a weight against each of the other classes");
  }

  private static int total(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  int vectors() {
    return weights.dim(1).number();
  }

  /** How many decisions are for each class. */
  Stage votes(Stage decisions, int classes) {
    Stage forOne = Branches.table(won);
    Stage forOther = Branches.table(lost);
    return stage(
        Dims.of(decisions.dim(0), dim(classes)),
        i ->
            sum(
                decisions.dim(1),
                p -> {
                  Expr c = number(INT64, i.get(1));
                  Expr winner =
                      decisions.at(i.get(0), p).moreThan(0).then(forOne.at(p), forOther.at(p));
                  return winner.is(c).then(number(FLOAT32, 1L), number(FLOAT32, 0L));
                }));
  }
}
