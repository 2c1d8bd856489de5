package dev.assay.core.onnx;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that have another name, or other ports, in version 13. */
final class Successors {
  private Successors() {}

  /** Makes a constant of the graph. */
  interface Constants {
    /** The name under which a tensor is held. */
    String hold(String what, Tensor tensor);
  }

  /** The node as it stands in version 13, if its operator is one of these. */
  static Optional<Node> of(Node node, int version, Constants constants) {
    return switch (node.operator()) {
      case "Scatter" ->
          Optional.of(Node.of("ScatterElements", node.inputs(), node.outputs(), node.attributes()));
      case "Upsample" -> Optional.of(resize(node, constants));
      case "Resize" -> version < 11 ? Optional.of(resize(node, constants)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Before version 11 positions were divided by the scales and rounded down. */
  private static Node resize(Node node, Constants constants) {
    boolean given = node.inputs().size() > 1;
    String scales =
        given ? node.inputs().get(1) : constants.hold("scales", scales(node.attributes()));
    Attribute mode = node.attributes().getOrDefault("mode", Attribute.of("nearest"));
    return Node.of(
        "Resize",
        List.of(node.inputs().get(0), "", scales),
        node.outputs(),
        Map.of(
            "mode",
            mode.text().equals("bilinear") ? Attribute.of("linear") : mode,
            "coordinate_transformation_mode",
            Attribute.of("asymmetric"),
            "nearest_mode",
            Attribute.of("floor")));
  }

  private static Tensor scales(Map<String, Attribute> attributes) {
    Attribute all = attributes.get("scales");
    double[] list =
        all != null
            ? all.reals().stream().mapToDouble(Double::doubleValue).toArray()
            : new double[] {
              1, 1, scale(attributes, "height_scale"), scale(attributes, "width_scale")
            };
    return Tensor.of(DType.FLOAT32, new int[] {list.length}, list);
  }

  private static double scale(Map<String, Attribute> attributes, String name) {
    return attributes.getOrDefault(name, Attribute.of(1.0)).real();
  }
}
