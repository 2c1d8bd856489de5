package dev.assay.generator.infer;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.records.Operand;
import java.util.Arrays;
import java.util.List;

/** Changes one operand: its shape in one place, or one of the integers that it holds. */
final class OperandMutation {
  private final Choices choices;
  private final CallDraw draw;
  private final IntegerMutation integers;

  OperandMutation(Choices choices, CallDraw draw) {
    this.choices = choices;
    this.draw = draw;
    this.integers = new IntegerMutation(choices, draw);
  }

  Operand changed(Operand o) {
    boolean holdsIntegers =
        o.rank() <= 1 && o.type().isInteger() && o.type() != DType.BOOL && o.data().isPresent();
    if (holdsIntegers && choices.chance(0.6)) {
      return elsewhere(o, o.data().orElseThrow());
    }
    Dims other = changed(o.shape());
    return JointMutation.isSmall(other) ? draw.of(o.type(), other) : o;
  }

  private Operand elsewhere(Operand o, Tensor t) {
    List<Long> list = integers.changed(Arrays.stream(t.integers()).boxed().toList());
    long[] numbers = list.stream().mapToLong(v -> o.type().isSigned() ? v : Math.abs(v)).toArray();
    boolean single = t.rank() == 0 && numbers.length == 1;
    return Operand.of(
        Tensor.of(o.type(), single ? new int[0] : new int[] {numbers.length}, numbers));
  }

  private Dims changed(Dims shape) {
    int rank = shape.rank();
    if (rank == 0 || choices.chance(0.3)) {
      return reranked(shape);
    }
    int axis = choices.between(0, rank - 1);
    long now = shape.get(axis).number();
    return shape.with(
        axis,
        switch (choices.weighted(3, 3, 2, 2, 2)) {
          case 0 -> now + 1;
          case 1 -> Math.max(0, now - 1);
          case 2 -> 1;
          case 3 -> choices.between(0L, JointMutation.MOST_SIZE);
          default -> shape.get(choices.between(0, rank - 1)).number();
        });
  }

  private Dims reranked(Dims shape) {
    int rank = shape.rank();
    Dim size = Dim.dim(choices.between(1, 3));
    return switch (choices.between(0, 3)) {
      case 0 -> Dims.of(size).and(shape);
      case 1 -> shape.and(size);
      case 2 -> rank == 0 ? Dims.of(size) : shape.from(1);
      default -> rank == 0 ? Dims.of(size) : shape.but(1);
    };
  }
}
