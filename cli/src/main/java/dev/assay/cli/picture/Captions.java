package dev.assay.cli.picture;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Tensor;
import dev.assay.oracle.reduce.FirstTurns;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside the values of a model: type and shape, and the range of the elements where the
 * inputs are those of a case. In a body it is what it has in the first turn.
 */
public final class Captions {
  private final Map<Graph, GraphReading> readings;
  private final boolean ranges;

  private Captions(Map<Graph, GraphReading> readings, boolean ranges) {
    this.readings = readings;
    this.ranges = ranges;
  }

  /** Of a model that nobody has run: the types that it declares. */
  public static Captions declared() {
    return new Captions(new IdentityHashMap<>(), false);
  }

  /** Of a model that ran on some inputs: the types that its values had. */
  public static Captions types(GraphReading reading) {
    return new Captions(FirstTurns.of(reading), false);
  }

  /** Of a case: types, and the least and the greatest element. */
  public static Captions ranges(GraphReading reading) {
    return new Captions(FirstTurns.of(reading), true);
  }

  /**
   * The lines that stand beside a value: its type and its range, as far as they are known.
   *
   * @param graph that has the value: the model's own or a body
   */
  public List<String> of(Graph graph, String name) {
    if (datum(graph, name) instanceof Tensor t) {
      String type = TensorType.of(t).toString();
      return ranges && !Span.of(t).isEmpty() ? List.of(type, Span.of(t)) : List.of(type);
    }
    return Stream.concat(graph.inputs().stream(), graph.outputs().stream())
        .filter(v -> v.name().equals(name))
        .map(Value::type)
        .map(Object::toString)
        .limit(1)
        .toList();
  }

  private @Nullable Datum datum(Graph graph, String name) {
    GraphReading reading = readings.get(graph);
    if (reading == null) {
      return graph.constants().get(name);
    }
    return Optional.<Datum>ofNullable(graph.constants().get(name))
        .filter(t -> graph.inputs().stream().noneMatch(v -> v.name().equals(name)))
        .orElseGet(() -> reading.datum(name));
  }
}
