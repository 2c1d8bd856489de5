package dev.assay.core.onnx;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The first form of Scan, of operator set 8: all its inputs and outputs have batches along axis 0,
 * and the sequences lie along axis 1. It is a scan over the batches whose body is the scan of
 * today.
 */
final class ScanOfBatches {
  static final int VERSION = 8;

  private ScanOfBatches() {}

  /**
   * The node as two scans; empty where the sequences of a batch have lengths of their own, which
   * today's Scan cannot say.
   *
   * @param fresh makes a name that nothing has from one that is wanted
   */
  static Optional<Node> unbatched(Node old, UnaryOperator<String> fresh) {
    @Nullable Attribute body = old.attributes().get("body");
    @Nullable Attribute count = old.attributes().get("num_scan_inputs");
    if (body == null || count == null || old.inputs().isEmpty() || !old.inputs().get(0).isEmpty()) {
      return Optional.empty();
    }
    List<String> batches = old.inputs().subList(1, old.inputs().size());
    Map<String, Attribute> attributes = new TreeMap<>(old.attributes());
    Attribute directions = attributes.remove("directions");
    if (directions != null) {
      attributes.put("scan_input_directions", directions);
    }
    List<String> inputs = batches.stream().map(fresh).toList();
    List<String> outputs = body.graph().outputs().stream().map(v -> fresh.apply(v.name())).toList();
    Node each = new Node(old.name(), "", "Scan", inputs, outputs, attributes);
    Graph ofOneBatch =
        new Graph(
            each.name(),
            body.graph().opsets(),
            unranked(inputs, body.graph().inputs()),
            Map.of(),
            List.of(each),
            unranked(outputs, body.graph().outputs()));
    return Optional.of(
        new Node(
            old.name(),
            "",
            "Scan",
            batches,
            old.outputs(),
            Map.of(
                "body",
                Attribute.of(ofOneBatch),
                "num_scan_inputs",
                Attribute.of(batches.size()))));
  }

  /** Values of the same element types: a slice of the body and the whole differ in rank. */
  private static List<Value> unranked(List<String> names, List<Value> slices) {
    List<Value> values = new ArrayList<>();
    for (int k = 0; k < Math.min(names.size(), slices.size()); k++) {
      values.add(new Value(names.get(k), TensorType.ofUnknownRank(slices.get(k).type().element())));
    }
    return values;
  }
}
