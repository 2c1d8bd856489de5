package dev.assay.generator.infer;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dims;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Declaration.Occurrence;
import dev.assay.generator.records.Declaration.Port;
import dev.assay.generator.records.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * Changes a call in one place, which makes a near miss of a call that is taken; or in all places
 * alike, which keeps equalities and so makes another call that may be taken.
 */
final class Mutation {
  /** How often the numbers in the text of a refusal are tried. */
  private static final double ADVISED = 0.4;

  private final Declaration operator;
  private final Vocabulary vocabulary;
  private final Choices choices;
  private final CallDraw draw;
  private final JointMutation joint;
  private final OperandMutation operands;
  private final AttributeMutation attributes;

  Mutation(Declaration operator, Vocabulary vocabulary, Choices choices) {
    this.operator = operator;
    this.vocabulary = vocabulary;
    this.choices = choices;
    this.draw = new CallDraw(operator, vocabulary, choices);
    this.joint = new JointMutation(choices, draw);
    this.operands = new OperandMutation(choices, draw);
    this.attributes = new AttributeMutation(operator, choices, draw);
  }

  /** Another call, now and then with several changes. */
  Call of(Call call) {
    Call other = choices.chance(0.3) ? small(together(call), call) : apart(call, "");
    return choices.chance(0.25) ? of(other) : other;
  }

  /** A call, unless its tensors are large. */
  private static Call small(Call call, Call otherwise) {
    boolean isSmall =
        call.inputs().stream()
            .flatMap(Optional::stream)
            .allMatch(o -> JointMutation.isSmall(o.shape()));
    return isSmall ? call : otherwise;
  }

  /**
   * A near miss: one place changed, sooner one that a refusal names.
   *
   * @param refusal may be empty
   */
  Call apart(Call call, String refusal) {
    return small(changed(call, refusal), call);
  }

  private Call changed(Call call, String refusal) {
    Advice advice = Advice.of(refusal);
    if (!advice.numbers().isEmpty() && choices.chance(ADVISED)) {
      return new AdvisedMutation(operator, advice, choices, draw).of(call);
    }
    List<UnaryOperator<Call>> changes = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int k = 0; k < operator.inputs().size(); k++) {
      Port port = operator.inputs().get(k);
      int place = k;
      double weight = refusal.contains(port.name()) ? 6 : 2;
      if (port.isVariadic()) {
        changes.add(c -> member(c, place));
        weights.add(weight / 2);
      }
      if (call.input(k).isPresent()) {
        int at = port.isVariadic() ? choices.between(k, call.inputs().size() - 1) : k;
        changes.add(c -> c.with(at, c.input(at).map(operands::changed)));
        weights.add(weight);
      }
      if (port.occurrence() == Occurrence.OPTIONAL) {
        changes.add(c -> toggled(c, place));
        weights.add(weight / 3);
      }
    }
    for (Field f : operator.attributes()) {
      changes.add(c -> attributes.changed(c, f));
      boolean given = call.attributes().containsKey(f.name());
      weights.add(refusal.contains(f.name()) ? 6.0 : given ? 2 : 1);
    }
    changes.add(this::retyped);
    weights.add(1.0);
    if (operator.outputs().size() > 1
        || !operator.outputs().isEmpty() && operator.outputs().get(0).isVariadic()) {
      changes.add(this::moreOrFewerOutputs);
      weights.add(0.7);
    }
    return changes.isEmpty()
        ? call
        : changes.get(choices.weighted(weights.stream().mapToDouble(w -> w).toArray())).apply(call);
  }

  private Call moreOrFewerOutputs(Call c) {
    int all = operator.outputs().size();
    boolean open = operator.outputs().get(all - 1).isVariadic();
    return c.withOutputs(
        choices.between(Math.max(1, operator.leastOutputs()), open ? all + 3 : all));
  }

  // ---- inputs

  /** One value of a variadic input more or fewer. */
  private Call member(Call call, int place) {
    List<Optional<Operand>> inputs = new ArrayList<>(call.inputs());
    if (inputs.size() > place + 1 && choices.flag()) {
      inputs.remove(choices.between(place, inputs.size() - 1));
    } else if (inputs.size() > place) {
      inputs.add(inputs.get(choices.between(place, inputs.size() - 1)));
    }
    return call.withInputs(inputs);
  }

  private Call toggled(Call call, int place) {
    Optional<Operand> now = call.input(place);
    if (now.isPresent()) {
      return call.with(place, Optional.empty());
    }
    String variable = operator.inputs().get(place).variable();
    List<Operand> given = call.inputs().stream().flatMap(Optional::stream).toList();
    DType type = typeOf(call, variable).orElseGet(() -> choices.of(vocabulary.types(variable)));
    Dims shape = given.isEmpty() ? Dims.of() : choices.of(given).shape();
    return call.with(
        place, Optional.of(choices.flag() ? draw.of(type, shape) : listed(type, shape)));
  }

  /** A list of one of the sizes of a shape. */
  private Operand listed(DType type, Dims shape) {
    return draw.of(type, shape.rank() == 0 ? shape : Dims.of(choices.of(shape.list())));
  }

  private Optional<DType> typeOf(Call call, String variable) {
    for (int k = 0; k < operator.inputs().size(); k++) {
      if (operator.inputs().get(k).variable().equals(variable) && call.input(k).isPresent()) {
        return call.input(k).map(Operand::type);
      }
    }
    return Optional.empty();
  }

  // ---- all places alike

  private Call together(Call call) {
    return switch (choices.weighted(4, 2, 2, 2, 1)) {
      case 0 -> joint.resized(call);
      case 4 -> attributes.exchanged(call);
      case 1 -> joint.deeper(call);
      case 2 -> joint.shallower(call);
      default -> retyped(call);
    };
  }

  /** Another type for a variable, wherever it stands. */
  private Call retyped(Call call) {
    String variable =
        choices.of(operator.variables().isEmpty() ? List.of("") : operator.variables());
    List<DType> types = vocabulary.types(variable);
    return types.isEmpty() ? call : retyped(call, variable, choices.of(types));
  }

  /** An input of a type that is not declared, or none where one is declared. */
  Call undeclared(Call call) {
    if (call.inputs().isEmpty()) {
      return call.withOutputs(operator.outputs().size() + 1);
    }
    int place = choices.between(0, call.inputs().size() - 1);
    DType type = choices.of(List.copyOf(DType.ANY));
    return call.with(
        place,
        choices.chance(0.3)
            ? Optional.empty()
            : call.input(place).map(o -> draw.of(type, o.shape())));
  }

  Call retyped(Call call, String variable, DType type) {
    Call other = call;
    for (int k = 0; k < call.inputs().size(); k++) {
      boolean bound =
          Declaration.at(operator.inputs(), k)
              .filter(p -> p.variable().equals(variable))
              .isPresent();
      if (bound) {
        other = other.with(k, call.input(k).map(o -> cast(o, type)));
      }
    }
    return other;
  }

  private Operand cast(Operand o, DType type) {
    boolean both = o.type().isInteger() && type.isInteger() && type != DType.BOOL;
    if (both && o.data().isPresent()) {
      long[] numbers = LongStream.of(o.data().orElseThrow().integers()).map(type::wrap).toArray();
      return Operand.of(Tensor.of(type, o.shape().numbers(), numbers));
    }
    return draw.of(type, o.shape());
  }
}
