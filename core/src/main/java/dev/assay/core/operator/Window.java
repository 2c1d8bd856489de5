package dev.assay.core.operator;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.Collections;

/**
 * A window that slides over the spatial axes: how many places it has, and what lies under it at
 * each. Shared by convolutions and pools.
 *
 * @param input the sizes that it slides over
 * @param kernel the number of elements under it
 * @param size how many places it has
 * @param before the padding before the first element
 * @param after the padding after the last
 */
record Window(
    Dims input, Dims kernel, Dims size, Dims stride, Dims dilation, Dims before, Dims after) {

  /** The opset whose text first leaves out windows that start in the padding behind. */
  private static final int STARTS_ON_INPUT = 22;

  /** The window of a convolution, with the attribute {@code auto_pad}. */
  static Window of(Draft op, Dims input, Dims kernel) {
    return padded(
        op,
        input,
        kernel,
        steps(op, "strides", input),
        steps(op, "dilations", input),
        false,
        false);
  }

  /** The window of an operator without {@code auto_pad}. */
  static Window explicit(Draft op, Dims input, Dims kernel) {
    return explicit(
        op, input, kernel, steps(op, "strides", input), steps(op, "dilations", input), false);
  }

  /**
   * The window of a pool, which may overlap the end of the padded input where {@code ceil_mode}
   * says so.
   *
   * @param dilates whether the operator has dilations in this version
   * @param ceils whether it has {@code ceil_mode}
   */
  static Window ofPool(Draft op, Dims input, boolean dilates, boolean ceils) {
    Dims kernel = op.numbers("kernel_shape", input.rank(), Range.from(1));
    Dims stride = steps(op, "strides", input);
    Dims dilation = dilates ? steps(op, "dilations", input) : Dims.ones(input.rank());
    boolean ceil = ceils && op.flag("ceil_mode", false);
    Window w = padded(op, input, kernel, stride, dilation, ceil, true);
    op.requireAtLeast(kernel.minus(w.before.max(w.after)), 1, "a pad is less than the kernel");
    return w;
  }

  private static Dims steps(Draft op, String name, Dims input) {
    return Dims.ofNumbers(op.drawn(name, Collections.nCopies(input.rank(), 1), Range.from(1)));
  }

  private static Window padded(
      Draft op,
      Dims input,
      Dims kernel,
      Dims stride,
      Dims dilation,
      boolean ceil,
      boolean everyElement) {
    String auto = op.word("auto_pad", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID");
    if (auto.equals("NOTSET")) {
      return explicit(op, input, kernel, stride, dilation, ceil);
    }
    op.require(
        !ceil || !auto.equals("VALID"),
        "ceil_mode comes with padding: for VALID, runtimes do not do as ONNX says");
    Dims reach = reach(kernel, dilation);
    boolean same = !auto.equals("VALID");
    Dims size = same ? input.overUp(stride) : input.minus(reach).over(stride).plus(1);
    Dims needed = size.minus(1).times(stride).plus(reach).minus(input);
    Dims total = same ? needed.max(0) : Dims.zeros(input.rank());
    // where the windows end before the input does, runtimes disagree about where they begin
    if (same && everyElement) {
      op.requireAtLeast(needed, 0, "the windows reach the end of the input");
    } else if (same) {
      for (Dim d : needed.list()) {
        op.expect(
            Behaviour.TEXTS_DIFFER,
            d.atLeast(-1),
            "the windows reach the end of the input, but for one element");
      }
    }
    Dims less = total.over(2);
    Dims before = auto.equals("SAME_LOWER") ? total.minus(less) : less;
    op.requireAtLeast(size, 1, "the kernel fits the input");
    return new Window(input, kernel, size, stride, dilation, before, total.minus(before));
  }

  private static Window explicit(
      Draft op, Dims input, Dims kernel, Dims stride, Dims dilation, boolean ceil) {
    int n = input.rank();
    Dims pads = op.numbers("pads", Dims.zeros(2 * n), Range.from(0));
    Dims before = pads.first(n);
    Dims after = pads.last(n);
    Dims room = input.plus(before).plus(after).minus(reach(kernel, dilation));
    // no window may start in the padding at the end
    Dims size =
        ceil
            ? room.overUp(stride).plus(1).min(input.plus(before).overUp(stride))
            : room.over(stride).plus(1);
    if (ceil && op.bound(0, 1) == 0 && op.opset() < STARTS_ON_INPUT) {
      op.requireAtLeast(
          size.minus(room.overUp(stride)), 1, "ONNX's own formula counts the same windows");
    }
    op.requireAtLeast(size, 1, "the kernel fits the padded input");
    return new Window(input, kernel, size, stride, dilation, before, after);
  }

  /** How many elements lie between the first and the last of a kernel, both included. */
  static Dims reach(Dims kernel, Dims dilation) {
    return kernel.minus(1).times(dilation).plus(1);
  }

  /** The input position under kernel element {@code k} of the window at {@code i}. */
  Dims under(Dims i, Dims k) {
    return start(i).plus(k.times(dilation));
  }

  private Dims start(Dims i) {
    return i.times(stride).minus(before);
  }

  /** How many elements of the window at {@code i} lie on the input, or on it and its padding. */
  Dim count(Dims i, boolean withPadding) {
    Dims start = start(i);
    Dims low = withPadding ? before.times(-1) : Dims.zeros(i.rank());
    Dims high = withPadding ? input.plus(after) : input;
    Dims first = low.minus(start).overUp(dilation).max(0);
    Dims end = high.minus(start).overUp(dilation).min(kernel);
    return end.minus(first).max(0).product();
  }

  /** That each window has an element: what a pool makes of none, ONNX does not say. */
  void expectElements(Draft op) {
    op.expect(
        Behaviour.EMPTY_WINDOW,
        Stage.stage(size, i -> Expr.number(DType.INT64, count(i, false)).atLeast(1)),
        "each window lies on some of the input");
  }

  /** Whether a position lies on the input. */
  Expr holds(Dims position) {
    Expr inside = Expr.number(DType.BOOL, 1L);
    for (int a = 0; a < position.rank(); a++) {
      Expr p = Expr.number(DType.INT64, position.get(a));
      inside = inside.and(p.atLeast(0)).and(p.lessThan(Expr.number(DType.INT64, input.get(a))));
    }
    return inside;
  }
}
