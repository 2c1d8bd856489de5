package dev.assay.generator.infer;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Attribute.Kind;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Declaration.Port;
import dev.assay.generator.records.Operand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes a call in one place to a number that its refusal says: sooner where it says the name. */
final class AdvisedMutation {
  private static final double NAMED = 8;

  /** How often all inputs get the rank that the number may be. */
  private static final double ALL = 0.15;

  private final Declaration operator;
  private final Advice advice;
  private final Choices choices;
  private final CallDraw draw;

  AdvisedMutation(Declaration operator, Advice advice, Choices choices, CallDraw draw) {
    this.operator = operator;
    this.advice = advice;
    this.choices = choices;
    this.draw = draw;
  }

  /** Another call; a text that names no argument may speak of several. */
  Call of(Call call) {
    int number = choices.of(advice.numbers());
    if (choices.chance(ALL)) {
      return call.withInputs(
          call.inputs().stream().map(i -> i.map(o -> ranked(o, number))).toList());
    }
    Call other = changed(call, number);
    return choices.flag() ? of(other) : other;
  }

  private Call changed(Call call, int number) {
    List<UnaryOperator<Call>> changes = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int k = 0; k < call.inputs().size(); k++) {
      int place = k;
      if (call.input(k).isPresent()) {
        changes.add(c -> c.with(place, c.input(place).map(o -> changed(o, number))));
        weights.add(weight(Declaration.at(operator.inputs(), k).map(Port::name).orElse("")));
      }
    }
    for (Field f : operator.attributes()) {
      if (f.kind() == Kind.INT) {
        changes.add(c -> c.with(f.name(), Attribute.of((long) number)));
        weights.add(weight(f.name()));
      }
      if (f.kind() == Kind.INTS) {
        changes.add(c -> c.with(f.name(), Attribute.ofInts(alike(number))));
        weights.add(weight(f.name()));
      }
    }
    return changes.isEmpty()
        ? call
        : changes.get(choices.weighted(weights.stream().mapToDouble(w -> w).toArray())).apply(call);
  }

  private double weight(String name) {
    return advice.names().contains(name) ? NAMED : 1;
  }

  private List<Long> alike(int length) {
    return Collections.nCopies(length, choices.of(List.of(0L, 1L, 1L, 1L, 2L)));
  }

  /** Of a rank, with a size, or a list of a length. */
  private Operand changed(Operand o, int number) {
    boolean isList = o.type().isInteger() && o.type() != DType.BOOL && o.rank() <= 1;
    if (isList && choices.flag()) {
      long[] elements = alike(number == 0 ? 1 : number).stream().mapToLong(n -> n).toArray();
      int[] shape = number == 0 ? new int[0] : new int[] {number};
      return Operand.of(Tensor.of(o.type(), shape, elements));
    }
    if (o.rank() == 0 || choices.flag()) {
      return ranked(o, number);
    }
    int axis = choices.flag() ? -1 : choices.between(0, o.rank() - 1);
    return shaped(o, o.shape().with(axis, Dim.dim(number)));
  }

  private Operand ranked(Operand o, int number) {
    return shaped(o, ranked(o.shape(), number));
  }

  private Operand shaped(Operand o, Dims shape) {
    return shape.equals(o.shape()) || !JointMutation.isSmall(shape) ? o : draw.of(o.type(), shape);
  }

  /** The shape with axes left out, or more of them, at the front or at the back. */
  private Dims ranked(Dims shape, int rank) {
    Dims other = shape;
    boolean front = choices.flag();
    while (other.rank() > rank) {
      other = front ? other.from(1) : other.but(1);
    }
    while (other.rank() < rank) {
      Dims one = Dims.of(Dim.dim(choices.between(1, 3)));
      other = front ? one.and(other) : other.and(one);
    }
    return other;
  }
}
