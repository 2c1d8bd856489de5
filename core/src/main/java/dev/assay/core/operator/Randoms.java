package dev.assay.core.operator;

import static dev.assay.core.expr.Stage.given;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INDICES;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.NUMBERS;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Operators whose results are random numbers. They are read and written with their shapes, and
 * nothing more is said of them: ONNX leaves even the numbers of one seed to the implementation.
 */
final class Randoms {
  private Randoms() {}

  static final Operator RANDOM_NORMAL =
      random("RandomNormal", 13, " -> output", op -> ofShape(op, "mean", "scale"));

  static final Operator RANDOM_UNIFORM =
      random("RandomUniform", 13, " -> output", op -> ofShape(op, "low", "high"));

  static final Operator RANDOM_NORMAL_LIKE =
      random("RandomNormalLike", 13, "input -> output", op -> like(op, "mean", "scale"));

  static final Operator RANDOM_UNIFORM_LIKE =
      random("RandomUniformLike", 13, "input -> output", op -> like(op, "low", "high"));

  /** Ones with the probabilities given, else zeros. */
  static final Operator BERNOULLI =
      random(
          "Bernoulli",
          15,
          "input -> output",
          op -> {
            Stage x = op.input("input", FLOATS);
            DType type = op.type("dtype", x.type(), DType.with(NUMBERS, BOOL));
            return given("output", type, x.shape());
          });

  /** Classes, drawn by the logarithms of their probabilities. */
  static final Operator MULTINOMIAL =
      random(
          "Multinomial",
          13,
          "input -> output",
          op -> {
            Stage x = op.input("input", FLOATS, 2, 2);
            Dim samples = op.number("sample_size", Dim.dim(1), Range.from(1));
            return given("output", op.type("dtype", INT32, INDICES), Dims.of(x.dim(0), samples));
          });

  private static Operator random(
      String name, int since, String ports, Function<Draft, Stage> result) {
    return operator(
        name,
        since,
        ports,
        op -> {
          op.random();
          op.output("output", result.apply(op));
        });
  }

  private static Stage ofShape(Draft op, String... parameters) {
    for (String name : parameters) {
      op.real(name, 0);
    }
    Dims shape = op.numbers("shape", op.length("shape", 0, Draft.ANY_RANK), Range.from(0));
    return given("output", op.type("dtype", FLOAT32, FLOATS), shape);
  }

  private static Stage like(Draft op, String... parameters) {
    for (String name : parameters) {
      op.real(name, 0);
    }
    Stage x = op.input("input", DType.ANY);
    Set<DType> types = FLOATS;
    DType type = op.has("dtype") ? op.type("dtype", types) : x.type();
    op.require(types.contains(type), "what is drawn is a float");
    return given("output", type, x.shape());
  }

  static final List<Operator> ALL =
      List.of(
          RANDOM_NORMAL,
          RANDOM_UNIFORM,
          RANDOM_NORMAL_LIKE,
          RANDOM_UNIFORM_LIKE,
          BERNOULLI,
          MULTINOMIAL);
}
