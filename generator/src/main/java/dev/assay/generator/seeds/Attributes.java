package dev.assay.generator.seeds;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schemas;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.ShapeReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Changes an attribute of a node. */
final class Attributes {
  private static final double LEFT_OUT = 0.3;

  private Attributes() {}

  /** Another number in an attribute, one that was left out, or one less. */
  static Mixture changed(
      Mixture mixture, ShapeReading reading, ModelOptions options, Choices choices) {
    Node node = Mutation.node(mixture, choices);
    Schema schema =
        Schemas.find(node.domain(), node.operator(), reading.version(node))
            .orElseThrow(Mutation::noPlace);
    List<Schema.Field> fields =
        schema.attributes().values().stream()
            .filter(f -> node.attributes().containsKey(f.name()) || f.otherwise().isPresent())
            .toList();
    if (fields.isEmpty()) {
      throw Mutation.noPlace();
    }
    Schema.Field field = choices.of(fields);
    Map<String, Attribute> attributes = new TreeMap<>(node.attributes());
    Attribute now = attributes.get(field.name());
    if (now != null && !field.required() && choices.chance(LEFT_OUT)) {
      attributes.remove(field.name());
    } else {
      attributes.put(
          field.name(), other(now == null ? field.otherwise().orElseThrow() : now, choices));
    }
    return mixture.with(
        node,
        new Node(
            node.name(),
            node.domain(),
            node.operator(),
            node.inputs(),
            node.outputs(),
            attributes));
  }

  private static Attribute other(Attribute a, Choices choices) {
    return switch (a.kind()) {
      case INT -> Attribute.of(other(a.integer(), choices));
      case FLOAT -> Attribute.of(other(a.real(), choices));
      case INTS -> Attribute.ofInts(other(a.integers(), choices));
      case FLOATS -> Attribute.ofFloats(a.reals().stream().map(x -> other(x, choices)).toList());
      case STRING, STRINGS, TENSOR, GRAPH, TYPE_PROTO -> throw Mutation.noPlace();
    };
  }

  private static long other(long n, Choices choices) {
    return switch (choices.between(0, 3)) {
      case 0 -> n + 1;
      case 1 -> n - 1;
      case 2 -> n == 0 || n == 1 ? 1 - n : -n;
      default -> choices.between(0L, 4L);
    };
  }

  private static double other(double x, Choices choices) {
    return choices.of(List.of(0.0, 1.0, 0.5, 2 * x, x / 4, 1e-5));
  }

  private static List<Long> other(List<Long> numbers, Choices choices) {
    if (numbers.isEmpty()) {
      throw Mutation.noPlace();
    }
    List<Long> changed = new ArrayList<>(numbers);
    int k = choices.between(0, numbers.size() - 1);
    if (choices.chance(0.3)) {
      changed.set(k, numbers.get(choices.between(0, numbers.size() - 1)));
      changed.set(numbers.indexOf(changed.get(k)), numbers.get(k));
    } else {
      changed.set(k, other(numbers.get(k), choices));
    }
    return changed;
  }
}
