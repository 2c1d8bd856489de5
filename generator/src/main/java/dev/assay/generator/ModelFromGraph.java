package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a model of a graph whose sizes are numbers: holds it against what may be drawn, notes what
 * its free tensors are used as, and draws those of them that are constants.
 */
public final class ModelFromGraph {
  private final Graph graph;
  private final ModelOptions options;
  private final Map<String, FreeData> data = new LinkedHashMap<>();

  private ModelFromGraph(Graph graph, ModelOptions options) {
    this.graph = graph;
    this.options = options;
  }

  /**
   * The model.
   *
   * @param free the tensors, inputs and constants, whose elements are free within bounds
   * @param drawn the constants among them that are drawn anew
   * @throws IllegalArgumentException if the graph breaks a rule, or is not one to be drawn
   */
  public static Model of(
      Graph graph,
      Map<String, Range> free,
      Set<String> drawn,
      Policy policy,
      ModelOptions options,
      Choices choices) {
    return new ModelFromGraph(graph, options).model(free, drawn, policy, choices);
  }

  private Model model(Map<String, Range> free, Set<String> drawn, Policy policy, Choices choices) {
    free.forEach((name, range) -> data.put(name, FreeData.of(range)));
    ShapeReading reading = ShapeReading.of(graph, options.known());
    for (Node node : graph.nodes()) {
      require(node, reading);
      noteUses(node, reading.reading(node));
    }
    Map<String, Tensor> constants = new LinkedHashMap<>(graph.constants());
    constants.replaceAll((name, t) -> drawn.contains(name) ? drawn(name, t, policy, choices) : t);
    return new Model(
        new Graph(
            graph.name(),
            graph.opsets(),
            graph.inputs(),
            constants,
            graph.nodes(),
            graph.outputs()),
        data,
        policy,
        options.kernels());
  }

  private Tensor drawn(String name, Tensor like, Policy policy, Choices choices) {
    FreeData how = data.getOrDefault(name, FreeData.ANY);
    return policy.draw(choices, like.type(), how).draw(choices, like.type(), how, like.shape());
  }

  private void require(Node node, ShapeReading reading) {
    List<Optional<DType>> inputs = new ArrayList<>();
    for (String name : node.inputs()) {
      boolean held = graph.constants().containsKey(name) && !data.containsKey(name);
      inputs.add(held ? Optional.empty() : reading.type(name).map(TensorType::element));
    }
    List<DType> outputs = new ArrayList<>();
    List<Dims> shapes = new ArrayList<>();
    for (Stage meaning : reading.reading(node).outputs().values()) {
      outputs.add(meaning.type());
      shapes.add(meaning.shape());
    }
    List<Dims> work = new ArrayList<>(shapes);
    work.addAll(Traversal.of(reading.reading(node).outputs().values()).work());
    boolean fits =
        options.operators().test(reading.operator(node))
            && options.types().containsAll(outputs)
            && inputs.stream().allMatch(t -> t.isEmpty() || options.types().contains(t.get()))
            && options.support().has(reading.operator(node), graph.opset(), inputs, outputs)
            && shapes.stream().allMatch(s -> size(s) <= options.elements())
            && work.stream().mapToLong(ModelFromGraph::size).sum() <= options.work();
    if (!fits) {
      throw new IllegalArgumentException("not what is to be drawn: " + node);
    }
  }

  private static long size(Dims shape) {
    long size = 1;
    for (var d : shape.list()) {
      size = d.isNumber() ? Range.clip(size * Math.max(1, d.number())) : size;
    }
    return size;
  }

  /** Weights come after the data that they weigh. */
  private void noteUses(Node node, NodeReading reading) {
    if (reading.structural().stream().anyMatch(k -> data.containsKey(node.inputs().get(k)))) {
      throw new IllegalArgumentException("a shape hangs on free data: " + node);
    }
    Uses uses = Uses.of(reading.outputs().values(), new Sizes());
    reading
        .given()
        .forEach(
            (stage, place) ->
                data.computeIfPresent(
                    node.inputs().get(place),
                    (n, d) -> d.usedAs(place == 0 ? 1 : uses.terms(stage), uses.divides(stage))));
  }
}
