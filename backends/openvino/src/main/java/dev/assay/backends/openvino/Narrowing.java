package dev.assay.backends.openvino;

import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the CPU plugin computes in fewer bits than ONNX says, as its documentation has it: float64
 * in float32, and integers of 64 bits in 32. Where that shows, the plugin has not the type.
 */
final class Narrowing {
  /** Attributes that name an element type. */
  private static final Set<String> TYPES = Set.of("to", "dtype", "output_datatype");

  private Narrowing() {}

  /**
   * Lets a trial pass whose numbers the plugin keeps.
   *
   * @throws UnsupportedOperationException if there are others
   */
  static void check(Trial trial) {
    List<Tensor> tensors = new ArrayList<>(trial.inputs().values());
    try {
      Graph graph = GraphFromOnnx.of(trial.model());
      tensors.addAll(graph.constants().values());
      for (Value output : graph.outputs()) {
        if (output.type() instanceof TensorType t && t.element() == DType.FLOAT64) {
          throw narrowed("float64", "float32");
        }
      }
      graph.nodes().forEach(node -> collect(node, tensors));
    } catch (IllegalArgumentException e) {
      return; // OpenVINO is to say what is wrong with it
    }
    for (Tensor t : tensors) {
      if (t.type() == DType.FLOAT64) {
        throw narrowed("float64", "float32");
      }
      if (t.type().isInteger() && t.type().bits() == 64 && isWide(t)) {
        throw narrowed(t.type().toString(), "int32");
      }
    }
  }

  private static void collect(Node node, List<Tensor> tensors) {
    for (Map.Entry<String, Attribute> a : node.attributes().entrySet()) {
      if (a.getValue().kind() == Attribute.Kind.TENSOR) {
        tensors.add(a.getValue().tensor());
      } else if (TYPES.contains(a.getKey()) && a.getValue().integer() == DType.FLOAT64.onnx()) {
        throw narrowed("float64", "float32");
      }
    }
  }

  /** Whether a number is too large for 32 bits, the largest of its type aside: it means "all". */
  private static boolean isWide(Tensor t) {
    for (long v : t.integers()) {
      if (v != (int) v && v != Long.MAX_VALUE && v != Long.MIN_VALUE) {
        return true;
      }
    }
    return false;
  }

  private static UnsupportedOperationException narrowed(String type, String to) {
    return new UnsupportedOperationException(
        "OpenVINO's CPU plugin computes " + type + " in " + to);
  }
}
