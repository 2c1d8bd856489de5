package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sqrt;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.expr.Stage.view;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Operators that shift and scale groups of elements to mean 0 and deviation 1. */
final class Standardisations {
  private Standardisations() {}

  private static final double EPSILON = 1e-5f;

  /** The last axes together (Ba, Kiros, Hinton 2016). */
  static final Operator LAYER_NORMALIZATION =
      operator(
          "LayerNormalization",
          17,
          "X Scale B? -> Y Mean? InvStdDev?",
          op -> {
            Stage x = op.input("X", FLOATS, 1, Draft.ANY_RANK);
            Stage scale = spreading(op, "Scale", Set.of(x.type()), x);
            Optional<Stage> bias =
                op.has("B")
                    ? Optional.of(spreading(op, "B", Set.of(x.type()), x))
                    : Optional.empty();
            List<Integer> axes = axesFrom(op.axis("axis", -1, x.rank()), x.rank());
            double epsilon = epsilon(op);
            DType inner = stash(op);
            Group group = Group.of(cast(x, inner), axes);
            op.require(group.over().product().atLeast(1), "the mean of nothing is not defined");
            Stage mean = group.runningMean();
            Stage deviation = group.runningDeviation(mean, epsilon);
            Stage y = group.standardised(mean, deviation);
            op.output(
                "Y",
                stage(
                    x.shape(),
                    i -> {
                      Expr scaled = y.at(i).as(x.type()).times(scale.spread(i));
                      return bias.map(b -> scaled.plus(b.spread(i))).orElse(scaled);
                    }));
            if (op.has("Mean")) {
              op.output("Mean", mean);
            }
            if (op.has("InvStdDev")) {
              op.output("InvStdDev", inverse(deviation));
            }
          });

  /** The last axes together, divided by the root of their mean square (Zhang and Sennrich 2019). */
  static final Operator RMS_NORMALIZATION =
      operator(
          "RMSNormalization",
          23,
          "X scale -> Y",
          op -> {
            Stage x = op.input("X", FLOATS, 1, Draft.ANY_RANK);
            // ONNX's function body multiplies by it as it is, so it has the type of X
            Stage scale = spreading(op, "scale", Set.of(x.type()), x);
            Stage inner = cast(x, stash(op));
            Stage root = rootMeanSquare(op, x);
            op.output(
                "Y",
                stage(
                    x.shape(),
                    i -> inner.at(i).over(root.spread(i)).as(x.type()).times(scale.spread(i))));
          });

  /** The root of the mean square of the last axes together, by the node's attributes. */
  static Stage rootMeanSquare(Draft op, Stage x) {
    List<Integer> axes = axesFrom(op.axis("axis", -1, x.rank()), x.rank());
    double epsilon = epsilon(op);
    Group group = Group.of(cast(x, stash(op)), axes);
    op.require(group.over().product().atLeast(1), "the mean of nothing is not defined");
    return stage(
        group.kept(),
        i -> sqrt(group.fold(Prim.ADD, i, Expr::squared).over(group.count()).plus(epsilon)));
  }

  /** One over each. */
  static Stage inverse(Stage x) {
    return stage(x.shape(), i -> number(x.type(), 1L).over(x.at(i)));
  }

  /** Groups of channels, each with all its positions (Wu and He 2018); one scale a group. */
  static final Operator GROUP_NORMALIZATION_18 =
      operator("GroupNormalization", 18, "X scale bias -> Y", op -> normaliseGroups(op, false));

  /** Groups of channels, each with all its positions (Wu and He 2018); one scale a channel. */
  static final Operator GROUP_NORMALIZATION =
      operator("GroupNormalization", 21, "X scale bias -> Y", op -> normaliseGroups(op, true));

  private static void normaliseGroups(Draft op, boolean byChannel) {
    Stage x = op.input("X", FLOATS, 2, Draft.ANY_RANK);
    Dim groups = Dim.dim(op.drawn("num_groups", 1, Range.from(1)).get(0));
    Dim members = x.dim(1).over(groups);
    op.require(x.dim(1).is(members.times(groups)), "every group has as many channels");
    op.requireAtLeast(
        x.shape(), 1, "the mean of nothing is not defined, and ONNX's function body infers sizes");
    Dims scales = Dims.of(byChannel ? x.dim(1) : groups);
    Stage scale = op.input("scale", x.type(), scales, "one scale for each");
    Stage bias = op.input("bias", x.type(), scales, "one bias for each");
    double epsilon = epsilon(op);
    Stage inner = cast(x, byChannel ? stash(op) : x.type());
    Dims split = Dims.of(x.dim(0), groups, members).and(x.shape().from(2));
    Stage grouped =
        view(
            inner,
            split,
            i -> Dims.of(i.get(0), i.get(1).times(members).plus(i.get(2))).and(i.from(3)));
    Stage y = Group.of(grouped, axesFrom(2, split.rank())).standardised(epsilon);
    op.output(
        "Y",
        stage(
            x.shape(),
            i -> {
              Dim channel = i.get(1);
              Dim group = channel.over(members);
              Dim which = byChannel ? channel : group;
              Dims place = Dims.of(i.get(0), group, channel.mod(members)).and(i.from(2));
              return y.at(place).as(x.type()).times(scale.at(which)).plus(bias.at(which));
            }));
  }

  /** Each channel of each instance over all its positions (Ulyanov, Vedaldi, Lempitsky 2016). */
  static final Operator INSTANCE_NORMALIZATION =
      operator(
          "InstanceNormalization",
          13,
          "input scale B -> output",
          op -> {
            Stage x = op.input("input", FLOATS, 3, Draft.ANY_RANK);
            Dims channels = Dims.of(x.dim(1));
            Stage scale = op.input("scale", x.type(), channels, "one scale for each channel");
            Stage bias = op.input("B", x.type(), channels, "one bias for each channel");
            Group positions = Group.of(x, axesFrom(2, x.rank()));
            Stage mean = positions.mean();
            Stage deviation = positions.deviation(mean, epsilon(op));
            Stage factor = stage(deviation.shape(), i -> scale.at(i.get(1)).over(deviation.at(i)));
            op.output("output", scaled(x, mean, factor, alongChannels(bias, x.rank())));
          });

  /**
   * factor x + (bias - factor mean), all broadcast to x: the form that compilers fold into other
   * layers, and whose errors cover those of factor (x - mean) + bias.
   */
  static Stage scaled(Stage x, Stage mean, Stage factor, Stage bias) {
    DType inner = factor.type();
    Stage offset =
        stage(
            factor.shape(),
            i -> bias.spread(i).as(inner).minus(mean.spread(i).as(inner).times(factor.spread(i))));
    return stage(
        x.shape(),
        i -> x.at(i).as(inner).times(factor.spread(i)).plus(offset.spread(i)).as(x.type()));
  }

  /** One number for each channel, to be broadcast over all else. */
  static Stage alongChannels(Stage numbers, int rank) {
    return along(numbers, 1, rank);
  }

  /** Numbers along one axis, to be broadcast over all else. */
  static Stage along(Stage numbers, int axis, int rank) {
    return view(numbers, Dims.ones(rank).with(axis, numbers.dim(0)), i -> Dims.of(i.get(axis)));
  }

  /** Groups along some axes, for each of the others. */
  static final Operator MEAN_VARIANCE_NORMALIZATION =
      operator(
          "MeanVarianceNormalization",
          13,
          "X -> Y",
          op -> {
            Stage x = op.input("X", FLOATS);
            boolean usual = !op.has("axes");
            op.require(!usual || x.rank() == 4, "the axes are 0, 2 and 3 unless given");
            Group group = Group.of(x, usual ? List.of(0, 2, 3) : op.axes("axes", x.rank()));
            op.require(group.over().product().atLeast(1), "the mean of nothing is not defined");
            Stage mean = group.mean();
            Stage variance = group.difference(mean); // less than 0 where rounding says so: NaN
            op.output(
                "Y",
                stage(
                    x.shape(),
                    i -> x.at(i).minus(mean.spread(i)).over(sqrt(variance.spread(i)).plus(1e-9f))));
          });

  private static Stage spreading(Draft op, String port, Set<DType> types, Stage x) {
    Stage s = op.input(port, types);
    op.spreadsTo(s.shape(), x.shape(), port + " broadcasts to X");
    return s;
  }

  static double epsilon(Draft op) {
    return op.real("epsilon", EPSILON, 0, Float.MAX_VALUE);
  }

  private static DType stash(Draft op) {
    return op.type("stash_type", FLOAT32, setOf(FLOAT32, BFLOAT16));
  }

  private static Stage cast(Stage x, DType type) {
    return x.type() == type ? x : stage(x.shape(), i -> x.at(i).as(type));
  }

  private static List<Integer> axesFrom(int first, int rank) {
    return Draft.allAxes(rank).subList(first, rank);
  }

  static final List<Operator> ALL =
      List.of(
          LAYER_NORMALIZATION,
          RMS_NORMALIZATION,
          GROUP_NORMALIZATION_18,
          GROUP_NORMALIZATION,
          INSTANCE_NORMALIZATION,
          MEAN_VARIANCE_NORMALIZATION);
}
