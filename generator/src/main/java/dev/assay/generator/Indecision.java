package dev.assay.generator;

import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.GraphReading;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * How much of a model's outputs its enclosures are too wide to judge: behind steps that rounding
 * may cross (Floor, Cast, ArgMax, comparisons near equality) and differences that cancel.
 *
 * @param reading with these enclosures
 * @param elements of the outputs
 * @param cause the first node that makes such elements of others; empty where it is not to be told
 */
record Indecision(GraphReading reading, long elements, Optional<Fault> cause) {

  /** Of a model with its values on data. */
  static Indecision of(Trial trial) {
    return of(trial, List.of(trial.reading()));
  }

  /** Of the same model on other data. */
  Indecision after(Trial other) {
    return of(other, List.of(reading, other.reading()));
  }

  private static Indecision of(Trial trial, List<GraphReading> earlier) {
    GraphReading reading =
        GraphReading.of(trial.reading().graph(), trial.data(), trial.reading().kernels(), earlier);
    long elements = 0;
    for (Value v : reading.graph().outputs()) {
      elements += wide(reading, v.name()).cardinality();
    }
    return new Indecision(reading, elements, elements == 0 ? Optional.empty() : cause(reading));
  }

  private static Optional<Fault> cause(GraphReading reading) {
    List<Node> nodes = reading.graph().nodes();
    for (int place = 0; place < nodes.size(); place++) {
      for (String output : nodes.get(place).outputs()) {
        BitSet wide = output.isEmpty() ? new BitSet() : wide(reading, output);
        if (!wide.isEmpty()) {
          return Optional.of(new Fault(place, false, reading.value(output).shape(), wide));
        }
      }
    }
    return Optional.empty();
  }

  private static BitSet wide(GraphReading reading, String name) {
    BitSet wide = new BitSet();
    Enclosure enclosure = reading.enclosure(name);
    boolean specified = reading.isSpecified(name) || reading.restsOnOwn(name);
    for (int k = 0; k < enclosure.size(); k++) {
      wide.set(k, !specified || !enclosure.isDecisive(k));
    }
    return wide;
  }
}
