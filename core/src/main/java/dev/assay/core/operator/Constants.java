package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Expr.apply;
import static dev.assay.core.expr.Expr.not;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.scan;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.ANY;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.INT16;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.NUMBERS;
import static dev.assay.core.tensor.DType.STRING;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Operators whose results depend on sizes and attributes more than on elements. */
final class Constants {
  private Constants() {}

  private static final Set<DType> ALL_BUT_TEXT = EnumSet.complementOf(EnumSet.of(STRING));
  private static final Set<DType> NUMBERS_AND_TRUTH = DType.with(NUMBERS, BOOL);

  /** The tensor that an attribute holds. */
  static final Operator CONSTANT =
      operator("Constant", 13, " -> output", op -> op.output("output", Stage.held(value(op))));

  private static Tensor value(Draft op) {
    for (String name : List.of("value_int", "value_ints")) {
      if (op.has(name)) {
        return op.tensor(name, Set.of(INT64));
      }
    }
    for (String name : List.of("value_float", "value_floats")) {
      if (op.has(name)) {
        return op.tensor(name, Set.of(FLOAT32));
      }
    }
    for (String name : List.of("value_string", "value_strings")) {
      if (op.has(name)) {
        return op.tensor(name, Set.of(STRING));
      }
    }
    return op.tensor("value", ANY);
  }

  /** One number all over a shape. */
  static final Operator CONSTANT_OF_SHAPE =
      operator(
          "ConstantOfShape",
          13,
          "input -> output",
          op -> {
            Dims shape = op.numbers("input", op.length("input", 0, Draft.ANY_RANK), Range.from(0));
            Tensor value =
                op.has("value") ? op.tensor("value", ALL_BUT_TEXT) : Tensor.zeros(FLOAT32);
            op.require(
                value.size() == 1 && (value.rank() == 1 || !op.has("value")),
                "the value is a list of one number");
            Expr number =
                value.type().isFloat()
                    ? number(value.type(), value.reals()[0])
                    : number(value.type(), value.integers()[0]);
            op.output("output", stage(shape, i -> number));
          });

  /** Ones on a diagonal of a matrix as large as another. */
  static final Operator EYE_LIKE =
      operator(
          "EyeLike",
          13,
          "input -> output",
          op -> {
            Stage x = op.input("input", NUMBERS_AND_TRUTH, 2, 2);
            DType type = op.type("dtype", x.type(), NUMBERS_AND_TRUTH);
            Dim k = op.number("k", dim(0), Range.ALL);
            op.output(
                "output",
                stage(
                    x.shape(),
                    i ->
                        number(INT64, i.get(1).minus(i.get(0)).minus(k))
                            .is(0)
                            .then(number(type, 1L), number(type, 0L))));
          });

  /** The sizes of a tensor, from one axis up to another. */
  static final Operator SHAPE =
      operator(
          "Shape",
          13,
          "data -> shape",
          op -> {
            Stage x = op.input("data", ANY);
            int rank = x.rank();
            boolean part = op.opset() >= 15;
            int start = part ? op.integer("start", 0, Range.ALL) : 0;
            int end = part ? op.integer("end", rank, Range.ALL) : rank;
            int first = bound(start, rank);
            int last = Math.max(first, bound(end, rank));
            Dims sizes = x.shape().first(last).from(first);
            op.output("shape", stage(Dims.of(dim(sizes.rank())), i -> among(sizes, i.get(0))));
          });

  private static int bound(int axis, int rank) {
    return Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  private static Expr among(Dims sizes, Dim k) {
    if (sizes.rank() == 0) {
      return number(INT64, 0L);
    }
    Expr first = number(INT64, sizes.get(0));
    return sizes.rank() == 1
        ? first
        : number(INT64, k).is(0).then(first, among(sizes.from(1), k.minus(1)));
  }

  /** The number of elements. */
  static final Operator SIZE =
      operator(
          "Size",
          13,
          "data -> size",
          op -> {
            Stage x = op.input("data", ANY);
            op.output("size", stage(Dims.of(), i -> number(INT64, x.shape().product())));
          });

  /** At each index one value, elsewhere along the new axis another. */
  static final Operator ONE_HOT =
      operator(
          "OneHot",
          13,
          "indices depth values -> output",
          op -> {
            Stage indices = op.input("indices", NUMBERS, 1, Draft.ANY_RANK);
            Dim depth = op.number("depth", dim(1), Range.from(1));
            Stage values = op.input("values", ANY, 1, 1);
            op.require(values.dim(0).is(2), "there is a value for off and one for on");
            int axis = op.axis("axis", -1, indices.rank() + 1);
            Dims shape = indices.shape().among(List.of(axis)).with(axis, depth);
            op.output(
                "output",
                stage(
                    shape,
                    i -> {
                      Expr index = indices.at(i.without(List.of(axis))).to(INT64);
                      Expr place = index.lessThan(0).then(index.plus(number(INT64, depth)), index);
                      return place
                          .is(number(INT64, i.get(axis)))
                          .then(values.at(dim(1)), values.at(dim(0)));
                    }));
          });

  private static final Set<DType> STEPS =
      setOf(FLOAT32, FLOAT64, FLOAT16, BFLOAT16, INT16, INT32, INT64);

  /** Numbers from a first one on by even steps, up to a limit that is not reached. */
  static final Operator RANGE =
      operator(
          "Range",
          13,
          "start limit delta -> output",
          op -> {
            Stage start = single(op, "start", STEPS);
            Stage limit = single(op, "limit", Set.of(start.type()));
            Stage delta = single(op, "delta", Set.of(start.type()));
            boolean narrow = start.type() == FLOAT16 || start.type() == BFLOAT16;
            DType type =
                narrow && op.opset() >= 27
                    ? op.type("stash_type", FLOAT32, setOf(FLOAT32, FLOAT64))
                    : start.type();
            op.expect(
                Behaviour.ZERO_SCALE,
                stage(Dims.of(), i -> not(delta.at().is(0))),
                "the step is not 0");
            Dim count = op.counted("count", stage(Dims.of(), i -> steps(start, limit, delta)));
            // as a sum of steps: implementations add them up, or multiply
            Stage sums =
                scan(
                    Prim.ADD,
                    Dims.of(count),
                    0,
                    i ->
                        number(INT64, i.get(0))
                            .is(0)
                            .then(start.at().to(type), delta.at().to(type)));
            op.output("output", stage(Dims.of(count), i -> sums.at(i).as(start.type())));
          });

  /** One number: of rank 0, or as ONNX's own body of AffineGrid has it, a list of one. */
  private static Stage single(Draft op, String port, Set<DType> types) {
    Stage s = op.input(port, types, 0, op.bound(0, 1));
    op.require(s.shape(), Dims.ones(s.rank()), port + " is one number");
    return s.without(Draft.allAxes(s.rank()));
  }

  private static Expr steps(Stage start, Stage limit, Stage delta) {
    Expr way = limit.at().to(FLOAT64).minus(start.at().to(FLOAT64));
    Expr steps = apply(Prim.CEIL, way.over(delta.at().to(FLOAT64)));
    return delta.at().is(0).then(number(FLOAT64, 0L), steps.max(0)).to(INT64);
  }

  static final List<Operator> ALL =
      List.of(CONSTANT, CONSTANT_OF_SHAPE, EYE_LIKE, SHAPE, SIZE, ONE_HOT, RANGE);
}
