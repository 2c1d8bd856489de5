package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.ANY;
import static dev.assay.core.tensor.DType.INT64;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Operators that take part of a tensor, or put more around it. */
final class Crops {
  private Crops() {}

  /** Every step-th element from start up to end, by axis; a negative bound counts from the back. */
  static final Operator SLICE =
      operator(
          "Slice",
          13,
          "data starts ends axes? steps? -> output",
          op -> {
            Stage x = op.input("data", ANY, 1, Draft.ANY_RANK);
            List<Integer> axes =
                op.has("axes")
                    ? op.axes("axes", x.rank())
                    : Draft.allAxes(op.length("starts", 1, x.rank()));
            int n = axes.size();
            List<Integer> steps = op.drawn("steps", axes.stream().map(a -> 1).toList(), Range.ALL);
            op.require(steps.stream().allMatch(s -> s != 0), "no step is 0");
            Dims none = Dims.zeros(x.rank());
            Dims step = Dims.ones(x.rank()).with(axes, Dims.ofNumbers(steps));
            Dims start = none.with(axes, op.numbers("starts", n, Range.ALL));
            Dims end = x.shape().with(axes, op.numbers("ends", n, Range.ALL));
            // going backwards, all bounds are one lower
            Dims back = step.map(s -> Dim.dim(s.number() < 0 ? 1 : 0));
            Dims high = x.shape().minus(back);
            Dims first = fromBack(op, start, x.shape()).clamp(none, high);
            Dims stop = fromBack(op, end, x.shape()).clamp(none.minus(back), high);
            Dims size = stop.minus(first).overUp(step).max(0);
            op.output("output", stage(size, i -> x.at(first.plus(i.times(step)))));
          });

  private static Dims fromBack(Draft op, Dims bounds, Dims shape) {
    return bounds.zip(
        shape, (b, size) -> op.which(b.atLeast(0), b.atMost(-1)) == 0 ? b : b.plus(size));
  }

  private static final Consumer<Draft> PADDING =
      op -> {
        Stage x = op.input("data", ANY);
        List<Integer> axes = op.opset() < 18 ? Draft.allAxes(x.rank()) : op.axes("axes", x.rank());
        Dims pads = op.numbers("pads", 2 * axes.size(), Range.ALL);
        Optional<Stage> value = op.optional("constant_value", Set.of(x.type()), 0, 1);
        // ONNX's own function bodies give the number as a list of one
        value.ifPresent(v -> op.require(v.shape().product().is(1), "one number fills the border"));
        String mode =
            op.opset() < 19
                ? op.word("mode", "constant", "reflect", "edge")
                : op.word("mode", "constant", "reflect", "edge", "wrap");
        Dims none = Dims.zeros(x.rank());
        Dims before = none.with(axes, pads.first(axes.size()));
        Dims after = none.with(axes, pads.last(axes.size()));
        Dims crop = before.min(0);
        Dims core = x.shape().plus(crop).plus(after.min(0)); // first crop, then grow
        Dims left = before.max(0);
        Dims right = after.max(0);
        op.requireAtLeast(core, 0, "negative pads take no more than there is");
        if (!mode.equals("constant")) {
          for (int a = 0; a < x.rank(); a++) {
            growsFromSomething(op, core.get(a), left.get(a), right.get(a), mode);
          }
        }
        Expr fill = value.map(v -> v.at(Dims.zeros(v.rank()))).orElse(x.zero());
        op.output(
            "output",
            stage(
                core.plus(left).plus(right),
                i -> {
                  Dims from = i.minus(left);
                  return switch (mode) {
                    case "constant" -> x.at(i.minus(before), fill);
                    case "edge" -> x.at(from.clamp(none, core.minus(1)).minus(crop));
                    case "wrap" -> x.at(from.mod(core).minus(crop));
                    default -> x.at(from.zip(core, Crops::bounce).minus(crop));
                  };
                }));
      };

  /** ONNX does not say what a pad larger than the data holds, but for edge. */
  private static void growsFromSomething(Draft op, Dim core, Dim left, Dim right, String mode) {
    op.which(core.atLeast(1), left.plus(right).is(0));
    if (!mode.equals("edge")) {
      Dim most = mode.equals("wrap") ? core : core.minus(1).max(0);
      op.expect(
          Behaviour.OVERSIZE_PAD,
          left.max(right).atMost(most),
          "a " + mode + " pad is no larger than the data");
    }
  }

  /** Runs from 0 up to size - 1 and back again. */
  private static Dim bounce(Dim k, Dim size) {
    Dim period = size.minus(1).times(2).max(1);
    Dim there = k.mod(period);
    return there.min(period.minus(there));
  }

  /** A border around the data, or less of it where the pads are negative. */
  static final Operator PAD_13 =
      operator("Pad", 13, "data pads constant_value? -> output", PADDING);

  /** The same at some axes. */
  static final Operator PAD =
      operator("Pad", 18, "data pads constant_value? axes? -> output", PADDING);

  /** The middle of the data, or the data amid zeros where a size is larger. */
  static final Operator CENTER_CROP_PAD =
      operator(
          "CenterCropPad",
          18,
          "input_data shape -> output_data",
          op -> {
            Stage x = op.input("input_data", ANY);
            List<Integer> axes = op.axes("axes", x.rank());
            Dims size = x.shape().with(axes, op.numbers("shape", axes.size(), Range.from(0)));
            Dims cut = x.shape().minus(size).max(0).over(2);
            Dims before = size.minus(x.shape()).max(0).over(2);
            op.output("output_data", stage(size, i -> x.at(i.plus(cut).minus(before), x.zero())));
          });

  /** Zeros below a diagonal of each matrix, or above it. */
  static final Operator TRILU =
      operator(
          "Trilu",
          14,
          "input k? -> output",
          op -> {
            Stage x = op.input("input", ANY, 2, Draft.ANY_RANK);
            Dim k = op.number("k", Dim.dim(0), Range.ALL);
            boolean upper = op.flag("upper", true);
            op.output(
                "output",
                stage(
                    x.shape(),
                    i -> {
                      Expr above = number(INT64, i.get(-1).minus(i.get(-2)).minus(k));
                      return (upper ? above.atLeast(0) : above.atMost(0)).then(x.at(i), x.zero());
                    }));
          });

  /** The first elements of each sequence of a batch in reverse order, the others as they are. */
  static final Operator REVERSE_SEQUENCE =
      operator(
          "ReverseSequence",
          13,
          "input sequence_lens -> Y",
          op -> {
            Stage x = op.input("input", ANY, 2, Draft.ANY_RANK);
            int batch = op.integer("batch_axis", 1, Range.of(0, 1));
            int time = op.integer("time_axis", 0, Range.of(0, 1));
            op.require(batch != time, "time and batch are different axes");
            Stage lengths =
                op.input("sequence_lens", INT64, Dims.of(x.dim(batch)), "one length per sequence");
            op.within(
                lengths, Dim.dim(0), x.dim(time).plus(1), "a sequence is as long as the data");
            op.output(
                "Y",
                stage(
                    x.shape(),
                    i -> {
                      Expr t = number(INT64, i.get(time));
                      Expr length = lengths.at(i.get(batch));
                      Expr mirrored = length.minus(1).minus(t);
                      Dim from = element(t.lessThan(length).then(mirrored, t));
                      return x.at(i.with(time, from.clamp(Dim.dim(0), x.dim(time).minus(1))));
                    }));
          });

  static final List<Operator> ALL =
      List.of(SLICE, PAD_13, PAD, CENTER_CROP_PAD, TRILU, REVERSE_SEQUENCE);
}
