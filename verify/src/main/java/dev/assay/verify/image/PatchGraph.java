package dev.assay.verify.image;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Renaming;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model with a patch before it: it takes the parameters and makes the image of them, so that
 * whatever proves something about models proves it about all images of the patch.
 */
final class PatchGraph {
  /** The input, and the image that is made of it. */
  static final String PARAMETERS = "patch.parameters";

  static final String IMAGE = "patch.image";

  private final Patch patch;
  private final DType type;
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private PatchGraph(Patch patch, DType type) {
    this.patch = patch;
    this.type = type;
  }

  static Graph of(Patch patch, Subject subject) {
    return new PatchGraph(patch, subject.type()).before(subject);
  }

  private Graph before(Subject subject) {
    Graph model = subject.model().graph();
    int parameters = patch.directions().length;
    double[] directions = new double[parameters * patch.base().length];
    for (int j = 0; j < parameters; j++) {
      System.arraycopy(
          patch.directions()[j], 0, directions, j * patch.base().length, patch.base().length);
    }
    String sum =
        node(
            "Gemm",
            "sum",
            PARAMETERS,
            constant("directions", directions, parameters),
            constant("base", patch.base(), 1));
    if (patch.cross().length > 0) {
      String first = node("MatMul", "first", PARAMETERS, constant("left", new double[] {1, 0}, 2));
      String second =
          node("MatMul", "second", PARAMETERS, constant("right", new double[] {0, 1}, 2));
      String product = node("Mul", "product", first, second);
      String cross = node("Mul", "cross", product, constant("twisted", patch.cross(), 1));
      sum = node("Add", "both", sum, cross);
    }
    String black = scalar("black", 0);
    String white = scalar("white", type.nearest(subject.white()));
    String lighter = node("Max", "lighter", sum, black);
    String cut = node("Min", "cut", lighter, white);
    long[] shape = new long[subject.shape().length];
    for (int a = 0; a < shape.length; a++) {
      shape[a] = subject.shape()[a];
    }
    constants.put("patch.shape", Tensor.list(shape));
    nodes.add(Node.of("Reshape", List.of(cut, "patch.shape"), List.of(IMAGE), Map.of()));
    String input = model.feeds().get(0).name();
    model.constants().forEach(constants::put);
    for (Node n : model.nodes()) {
      nodes.add(Renaming.of(n, Map.of(input, IMAGE)));
    }
    Value given = new Value(PARAMETERS, TensorType.of(type, 1, parameters));
    return new Graph(
        model.name(), model.opsets(), List.of(given), constants, nodes, model.outputs());
  }

  private String node(String operator, String output, String... inputs) {
    nodes.add(Node.of(operator, List.of(inputs), List.of("patch." + output), Map.of()));
    return "patch." + output;
  }

  private String constant(String name, double[] numbers, int rows) {
    double[] rounded = new double[numbers.length];
    for (int k = 0; k < rounded.length; k++) {
      rounded[k] = type.nearest(numbers[k]);
    }
    int[] shape = {rows, numbers.length / rows};
    constants.put("patch." + name, Tensor.of(type, shape, rounded));
    return "patch." + name;
  }

  private String scalar(String name, double number) {
    constants.put("patch." + name, Tensor.of(type, new int[0], number));
    return "patch." + name;
  }
}
