package dev.assay.generator.infer;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import java.util.List;
import java.util.Optional;

/** Changes the attributes of a call. */
final class AttributeMutation {
  private final Declaration operator;
  private final Choices choices;
  private final CallDraw draw;
  private final IntegerMutation integers;

  AttributeMutation(Declaration operator, Choices choices, CallDraw draw) {
    this.operator = operator;
    this.choices = choices;
    this.draw = draw;
    this.integers = new IntegerMutation(choices, draw);
  }

  Call changed(Call call, Field f) {
    Attribute now = call.attributes().get(f.name());
    if (now == null || choices.chance(0.15)) {
      return now != null && !f.required() && choices.flag()
          ? call.without(f.name())
          : draw.attribute(f).map(a -> call.with(f.name(), a)).orElse(call);
    }
    return switch (now.kind()) {
      case INT -> call.with(f.name(), Attribute.of(integers.moved(now.integer())));
      case INTS -> call.with(f.name(), Attribute.ofInts(integers.changed(now.integers())));
      case FLOAT, FLOATS, STRING, STRINGS, TENSOR ->
          draw.attribute(f).map(a -> call.with(f.name(), a)).orElse(call);
      case GRAPH, TYPE_PROTO -> call;
    };
  }

  /** The values of two integer attributes exchanged, usual ones included. */
  Call exchanged(Call call) {
    List<Field> fields =
        operator.attributes().stream().filter(f -> f.kind() == Attribute.Kind.INT).toList();
    if (fields.size() < 2) {
      return call;
    }
    Field a = choices.of(fields);
    Field b = choices.of(fields);
    Optional<Attribute> ofA = value(call, a);
    Optional<Attribute> ofB = value(call, b);
    return ofA.isPresent() && ofB.isPresent()
        ? call.with(a.name(), ofB.get()).with(b.name(), ofA.get())
        : call;
  }

  private static Optional<Attribute> value(Call call, Field f) {
    return Optional.ofNullable(call.attributes().get(f.name())).or(f::otherwise);
  }
}
