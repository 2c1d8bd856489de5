package dev.assay.oracle.metamorphic;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import java.util.List;
import java.util.Map;

/** A value in two pieces along an axis. */
record Cut(String first, String second, int axis) {

  /** The first piece has {@code length} of the {@code size} slices. */
  static Cut of(Surgery s, String x, int axis, int length, int size) {
    List<String> pieces = List.of(s.fresh(), s.fresh());
    String lengths = s.numbers(length, size - length);
    Map<String, Attribute> along = Map.of("axis", Attribute.of((long) axis));
    s.call(Node.of("Split", List.of(x, lengths), pieces, along));
    return new Cut(pieces.get(0), pieces.get(1), axis);
  }

  String joined(Surgery s) {
    return s.call("Concat", Map.of("axis", Attribute.of((long) axis)), first, second);
  }
}
