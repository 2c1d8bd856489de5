package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.expr.Stage.view;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.INT8;
import static dev.assay.core.tensor.DType.UINT8;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.Set;

/** A grid of bytes for real numbers: one scale and one zero point for a whole tensor. */
record Quantised(Stage scale, Stage zero) {
  static final Set<DType> BYTES = setOf(INT8, UINT8);

  /** A grid of a type by two inputs of a node; without a zero point that is 0. */
  static Quantised of(Draft op, String scale, String zero, DType type) {
    Stage step = single(op, op.input(scale, setOf(FLOAT32), 0, op.bound(0, 1)));
    Stage origin =
        op.has(zero)
            ? single(op, op.input(zero, Set.of(type), 0, op.bound(0, 1)))
            : stage(Dims.of(), i -> number(type, 0L));
    return new Quantised(step, origin);
  }

  private static Stage single(Draft op, Stage s) {
    op.require(s.shape(), Dims.ones(s.rank()), "one value for all");
    return s.rank() == 0 ? s : view(s, Dims.of(), i -> Dims.zeros(1));
  }

  /** The numbers that bytes on the grid stand for. */
  Stage real(Draft op, Stage bytes) {
    return Call.of(op, Quantisations.DEQUANTIZE_LINEAR)
        .without("axis")
        .on(bytes.stored(), scale, zero);
  }

  /** The nearest bytes on the grid. */
  Stage bytes(Draft op, Stage real) {
    return Call.of(op, Quantisations.QUANTIZE_LINEAR)
        .without("axis")
        .on(real.stored(), scale, zero);
  }

  /** The numbers that an input of bytes stands for. */
  static Stage real(Draft op, String bytes, String scale, String zero) {
    Stage x = op.input(bytes, BYTES);
    return of(op, scale, zero, x.type()).real(op, x);
  }
}
