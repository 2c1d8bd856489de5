package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.exp;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Expr.tanh;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.tensor.DType.FLOAT32;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Stage;
import java.util.List;

/** How alike a support vector machine finds two vectors. */
record Kernel(String kind, double gamma, double offset, double degree) {

  static Kernel of(Draft op) {
    op.usual("kernel_type");
    op.usual("kernel_params");
    String kind = op.word("kernel_type", "LINEAR", "POLY", "RBF", "SIGMOID");
    List<Double> given =
        op.has("kernel_params")
            ? op.reals("kernel_params", 3, -Float.MAX_VALUE, Float.MAX_VALUE)
            : List.of(0.0, 0.0, 0.0);
    double degree = given.get(2);
    op.require(
        !kind.equals("POLY") || degree >= 0 && degree == Math.rint(degree), "a degree is whole");
    return new Kernel(kind, given.get(0), given.get(1), degree);
  }

  /** The kernel of each sample and each of the vectors, which stand one after the other. */
  Stage of(Stage x, Stage vectors) {
    Dim features = x.dim(1);
    return stage(
        Dims.of(x.dim(0), vectors.dim(0).over(features)),
        i -> {
          Dim from = i.get(1).times(features);
          if (kind.equals("RBF")) {
            Expr apart =
                sum(features, f -> x.at(i.get(0), f).minus(vectors.at(from.plus(f))).squared());
            return exp(apart.times(-gamma));
          }
          Expr product = sum(features, f -> x.at(i.get(0), f).times(vectors.at(from.plus(f))));
          Expr shifted = product.times(gamma).plus(offset);
          return switch (kind) {
            case "POLY" -> shifted.power(number(FLOAT32, degree));
            case "SIGMOID" -> tanh(shifted);
            default -> product;
          };
        });
  }
}
