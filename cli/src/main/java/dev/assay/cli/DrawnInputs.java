package dev.assay.cli;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.InputDraw;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Inputs for a model that comes without any. */
final class DrawnInputs {
  private static final int MOST_OPEN = 4;
  private static final int BYTES_PER_ELEMENT = 8;

  private DrawnInputs() {}

  /**
   * Draws a tensor for each feed; sizes that the model leaves open are small, and the same where
   * they have the same name.
   *
   * @throws IllegalArgumentException if an input has no known rank, or all are too large to hold
   */
  static Map<String, Tensor> of(Graph graph, long seed) {
    Choices choices = Choices.of(seed);
    Map<Dim, Integer> open = new HashMap<>();
    Map<String, int[]> shapes = new LinkedHashMap<>();
    for (Value v : graph.feeds()) {
      Dims dims = v.type().shape().orElseThrow(() -> unknownRank(v));
      int[] shape = new int[dims.rank()];
      for (int k = 0; k < shape.length; k++) {
        shape[k] =
            dims.get(k) instanceof Dim.Const size
                ? Math.toIntExact(size.value())
                : open.computeIfAbsent(dims.get(k), d -> choices.between(1, MOST_OPEN));
      }
      shapes.put(v.name(), shape);
    }
    requireRoom(shapes);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value v : graph.feeds()) {
      int[] shape = Objects.requireNonNull(shapes.get(v.name()));
      Choices own = choices.fork(inputs.size());
      inputs.put(v.name(), InputDraw.SCALED.draw(own, v.type().element(), shape));
    }
    return inputs;
  }

  private static IllegalArgumentException unknownRank(Value v) {
    return new IllegalArgumentException(
        "inputs cannot be drawn for a model that does not say their shapes\n  required : a rank for each"
            + " input\n  but      : "
            + v.name()
            + " has none\n  way out  : replay a test case with inputs");
  }

  private static void requireRoom(Map<String, int[]> shapes) {
    long bytes = 0;
    for (int[] shape : shapes.values()) {
      bytes += (long) BYTES_PER_ELEMENT * Tensor.size(shape);
    }
    long room = Runtime.getRuntime().maxMemory() / 4;
    if (bytes > room) {
      throw new IllegalArgumentException(
          String.format(
              "the inputs of a model are too large to draw\n  required : at most %,d bytes\n  but      : %,d"
                  + " bytes\n  way out  : ASSAY_OPTS=-Xmx8g, or as much as there is",
              room, bytes));
    }
  }
}
