package dev.assay.backends.faulty;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A layer normalisation made of small operators, with a variance that cancels. */
final class NaiveVariance {
  /** Here ReduceMean has its axes as an attribute. */
  private static final Map<String, Integer> OPSETS = Map.of("", 17);

  private final List<Node> nodes = new ArrayList<>();

  private NaiveVariance() {}

  static List<Tensor> outputs(Step step) {
    Tensor x = step.input(0).orElseThrow();
    long axis = step.integer("axis", -1);
    boolean last = axis == -1 || axis == x.rank() - 1;
    long made = step.node().outputs().stream().filter(n -> !n.isEmpty()).count();
    if (x.type() != DType.FLOAT32 || !last || made > 1) {
      return step.outputs();
    }
    return new NaiveVariance().run(step, x);
  }

  private List<Tensor> run(Step step, Tensor x) {
    Attribute epsilon = step.node().attributes().get("epsilon");
    Map<String, Tensor> values = new HashMap<>();
    values.put("x", x);
    values.put("epsilon", scalar(epsilon == null ? 1e-5f : epsilon.real()));
    values.put("scale", step.input(1).orElseThrow());
    values.put("bias", step.input(2).orElse(scalar(0)));
    mean("mean", "x");
    node("Mul", "square", "x", "x");
    mean("square_mean", "square");
    node("Mul", "mean_square", "mean", "mean");
    node("Sub", "variance", "square_mean", "mean_square");
    node("Add", "positive", "variance", "epsilon");
    node("Sqrt", "deviation", "positive");
    node("Sub", "centred", "x", "mean");
    node("Div", "normal", "centred", "deviation");
    node("Mul", "scaled", "normal", "scale");
    node("Add", "y", "scaled", "bias");
    Graph graph = new Graph("naive", OPSETS, List.of(), values, nodes, List.of());
    return List.of(GraphReading.values(graph, Map.of()).value("y"));
  }

  private static Tensor scalar(double v) {
    return Tensor.of(DType.FLOAT32, new int[0], (double) (float) v);
  }

  private void mean(String output, String input) {
    nodes.add(
        Node.of(
            "ReduceMean",
            List.of(input),
            List.of(output),
            Map.of("axes", Attribute.ofInts(List.of(-1L)))));
  }

  private void node(String operator, String output, String... inputs) {
    nodes.add(Node.of(operator, List.of(inputs), List.of(output), Map.of()));
  }
}
