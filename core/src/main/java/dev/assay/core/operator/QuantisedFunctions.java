package dev.assay.core.operator;

import static dev.assay.core.operator.Contributions.contributed;
import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.FLOAT32;

import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Functions of quantised numbers: of what they stand for, quantised again. */
final class QuantisedFunctions {
  private QuantisedFunctions() {}

  static final Operator Q_LINEAR_ADD = binary("QLinearAdd", Arithmetic.ADD);

  static final Operator Q_LINEAR_MUL = binary("QLinearMul", Arithmetic.MUL);

  private static Operator binary(String name, Operator function) {
    return contributed(
        name,
        "A A_scale A_zero_point? B B_scale B_zero_point? C_scale C_zero_point? -> C",
        op -> {
          Stage bytes = op.input("A", Quantised.BYTES);
          Stage b = op.input("B", Set.of(bytes.type()));
          Stage left = Quantised.of(op, "A_scale", "A_zero_point", bytes.type()).real(op, bytes);
          Stage right = Quantised.of(op, "B_scale", "B_zero_point", bytes.type()).real(op, b);
          Quantised grid = Quantised.of(op, "C_scale", "C_zero_point", bytes.type());
          op.output("C", grid.bytes(op, Call.of(op, function).on(left, right)));
        });
  }

  static final Operator Q_LINEAR_SIGMOID =
      function("QLinearSigmoid", (op, x) -> Call.of(op, Activations.SIGMOID).on(x));

  static final Operator Q_LINEAR_LEAKY_RELU =
      function("QLinearLeakyRelu", (op, x) -> Call.of(op, Activations.LEAKY_RELU).on(x));

  private static Operator function(String name, BiFunction<Draft, Stage, Stage> function) {
    return contributed(
        name,
        "X X_scale X_zero_point? Y_scale Y_zero_point? -> Y",
        op -> {
          Stage x = op.input("X", Quantised.BYTES);
          op.output(
              "Y", applied(op, x, "X_scale", "X_zero_point", "Y_scale", "Y_zero_point", function));
        });
  }

  private static Stage applied(
      Draft op,
      Stage x,
      String scale,
      String zero,
      String scaleAfter,
      String zeroAfter,
      BiFunction<Draft, Stage, Stage> function) {
    Stage real = Quantised.of(op, scale, zero, x.type()).real(op, x);
    Quantised grid = Quantised.of(op, scaleAfter, zeroAfter, x.type());
    return grid.bytes(op, function.apply(op, real));
  }

  /** Before version 13 of ONNX, softmax was over all axes from one on. */
  static final Operator Q_LINEAR_SOFTMAX =
      contributed(
          "QLinearSoftmax",
          "X X_scale x_zero_point? y_scale y_zero_point -> Y",
          op -> {
            Stage x = op.input("X", Quantised.BYTES, 1, Draft.ANY_RANK);
            int axis = op.axis("axis", -1, x.rank());
            int version = op.drawn("opset", 1, Range.of(1, 99)).get(0);
            op.output(
                "Y",
                applied(
                    op,
                    x,
                    "X_scale",
                    "x_zero_point",
                    "y_scale",
                    "y_zero_point",
                    (o, real) ->
                        version < 13
                            ? FusedActivations.softmaxFrom(o, real, axis)
                            : Call.of(o, Normalisations.SOFTMAX).set("axis", axis).on(real)));
          });

  /** One of two by a truth value. */
  static final Operator Q_LINEAR_WHERE =
      contributed(
          "QLinearWhere",
          "condition X x_scale x_zero_point Y y_scale y_zero_point z_scale z_zero_point -> Z",
          op -> {
            Stage condition = op.input("condition", BOOL);
            Stage x = op.input("X", Quantised.BYTES);
            Stage y = op.input("Y", Set.of(x.type()));
            Stage left = Quantised.of(op, "x_scale", "x_zero_point", x.type()).real(op, x);
            Stage right = Quantised.of(op, "y_scale", "y_zero_point", x.type()).real(op, y);
            Quantised grid = Quantised.of(op, "z_scale", "z_zero_point", x.type());
            op.output("Z", grid.bytes(op, Call.of(op, Logic.WHERE).on(condition, left, right)));
          });

  /** Tensors one after the other; they come in threes with their scales and zero points. */
  static final Operator Q_LINEAR_CONCAT =
      contributed(
          "QLinearConcat",
          "Y_scale Y_zero_point inputs* -> Y",
          op -> {
            Stage zero = op.input("Y_zero_point", Quantised.BYTES, 0, 1);
            Quantised grid = Quantised.of(op, "Y_scale", "Y_zero_point", zero.type());
            int count = op.count("inputs");
            op.require(count % 3 == 0, "each tensor comes with its scale and its zero point");
            List<Stage> parts = new ArrayList<>();
            for (int k = 0; k < count; k += 3) {
              int rank = k == 0 ? 1 : parts.get(0).rank();
              int most = k == 0 ? Draft.ANY_RANK : rank;
              Stage x = op.member("inputs", k, Set.of(zero.type()), rank, most);
              Stage scale = op.member("inputs", k + 1, Set.of(FLOAT32), 0, 0);
              Stage origin = op.member("inputs", k + 2, Set.of(zero.type()), 0, 0);
              parts.add(new Quantised(scale, origin).real(op, x));
            }
            Call joined = Call.of(op, Movements.CONCAT).with("inputs", parts.toArray(Stage[]::new));
            op.output("Y", grid.bytes(op, joined.output("concat_result")));
          });

  static final Operator Q_LINEAR_AVERAGE_POOL =
      pool("QLinearAveragePool", "x_zero_point? y_scale y_zero_point?", Pools.AVERAGE_POOL);

  static final Operator Q_LINEAR_GLOBAL_AVERAGE_POOL =
      pool(
          "QLinearGlobalAveragePool",
          "x_zero_point y_scale y_zero_point",
          Pools.GLOBAL_AVERAGE_POOL);

  private static Operator pool(String name, String ports, Operator pool) {
    return contributed(
        name,
        "X x_scale " + ports + " -> Y",
        op -> {
          Stage x = op.input("X", Quantised.BYTES, 3, Draft.ANY_RANK);
          boolean last = op.flag("channels_last", false);
          Stage y =
              applied(
                  op,
                  last ? ChannelsLast.first(x) : x,
                  "x_scale",
                  "x_zero_point",
                  "y_scale",
                  "y_zero_point",
                  (o, real) -> Call.of(o, pool).on(real));
          op.output("Y", last ? ChannelsLast.last(y) : y);
        });
  }

  /** The mean along some axes. */
  static final Operator Q_LINEAR_REDUCE_MEAN =
      contributed(
          "QLinearReduceMean",
          "data data_scale data_zero_point? reduced_scale reduced_zero_point? -> reduced",
          op ->
              op.output(
                  "reduced",
                  applied(
                      op,
                      op.input("data", Quantised.BYTES, 1, Draft.ANY_RANK),
                      "data_scale",
                      "data_zero_point",
                      "reduced_scale",
                      "reduced_zero_point",
                      Reductions::mean)));

  /** ONNX's own of version 19, for more types than it had when compilers needed it. */
  static final Operator QUANTIZE_LINEAR =
      contributed(
          "QuantizeLinear",
          "x y_scale y_zero_point? -> y",
          op ->
              op.output(
                  "y",
                  Call.of(op, Quantisations.QUANTIZE_LINEAR)
                      .at(19)
                      .without("saturate")
                      .output("y")));

  /** ONNX's own of version 19, for more types than it had when compilers needed it. */
  static final Operator DEQUANTIZE_LINEAR =
      contributed(
          "DequantizeLinear",
          "x x_scale x_zero_point? -> y",
          op -> op.output("y", Call.of(op, Quantisations.DEQUANTIZE_LINEAR).at(19).output("y")));

  static final List<Operator> ALL =
      List.of(
          Q_LINEAR_ADD,
          Q_LINEAR_MUL,
          Q_LINEAR_SIGMOID,
          Q_LINEAR_LEAKY_RELU,
          Q_LINEAR_SOFTMAX,
          Q_LINEAR_WHERE,
          Q_LINEAR_CONCAT,
          Q_LINEAR_AVERAGE_POOL,
          Q_LINEAR_GLOBAL_AVERAGE_POOL,
          Q_LINEAR_REDUCE_MEAN,
          QUANTIZE_LINEAR,
          DEQUANTIZE_LINEAR);
}
