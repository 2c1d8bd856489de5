package dev.assay.verify.image;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.verify.bounds.NetworkFromGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The layers of a model: values that everything passes through on its way to the outputs, each the
 * last one before something else bends. Layer 0 is the image.
 */
final class Layers {

  /**
   * The end of one.
   *
   * @param nodes how many nodes of the model lie before it
   */
  record Layer(String value, int nodes) {}

  private final Graph graph;
  private final GraphReading reading;
  private final List<Layer> all = new ArrayList<>();

  private Layers(Graph graph, GraphReading reading) {
    this.graph = graph;
    this.reading = reading;
  }

  /**
   * Finds them.
   *
   * @param reading of the model's values somewhere
   */
  static Layers of(GraphReading reading) {
    Layers layers = new Layers(reading.graph(), reading);
    layers.find();
    return layers;
  }

  /** The image alone, where nobody asks for layers. */
  static Layers none(GraphReading reading) {
    return new Layers(reading.graph(), reading);
  }

  private void find() {
    String input = graph.feeds().get(0).name();
    long bends = 0;
    for (int k = 1; k < graph.nodes().size(); k++) {
      Set<String> alive = alive(input, k);
      if (alive.size() == 1) {
        Layer here = new Layer(alive.iterator().next(), k);
        long sofar = bends(here);
        if (sofar > bends) {
          all.add(here);
          bends = sofar;
        }
      }
    }
  }

  private String output() {
    return graph.outputs().get(0).name();
  }

  private long bends(Layer layer) {
    Graph before = part(graph, List.of(graph.feeds().get(0)), 0, layer);
    String input = graph.feeds().get(0).name();
    return NetworkFromGraph.of(GraphReading.values(before, Map.of(input, reading.value(input))))
        .network()
        .bends();
  }

  /** The values that hang on the input and are read after the first nodes. */
  private Set<String> alive(String input, int nodes) {
    Set<String> moving = new HashSet<>(Set.of(input));
    for (Node n : graph.nodes().subList(0, nodes)) {
      if (n.inputs().stream().anyMatch(moving::contains)) {
        moving.addAll(n.outputs());
      }
    }
    moving.remove("");
    Set<String> read = new TreeSet<>();
    graph.outputs().forEach(v -> read.add(v.name()));
    graph.nodes().subList(nodes, graph.nodes().size()).forEach(n -> read.addAll(n.inputs()));
    read.retainAll(moving);
    return read;
  }

  /** How many there are after the image. */
  int count() {
    return all.size();
  }

  /** One of them, from 1 on. */
  Layer get(int layer) {
    return all.get(layer - 1);
  }

  /** The value at the end of a layer, where the reading was made. */
  double[] activation(int layer) {
    return reading.value(get(layer).value).reals();
  }

  int[] shape(int layer) {
    return reading.value(get(layer).value).shape();
  }

  /** The part of the model from one layer to the next. */
  Graph between(int layer) {
    return part(graph, List.of(given(layer)), get(layer).nodes, get(layer + 1));
  }

  /** The part of the model from a layer to the outputs. */
  Graph after(int layer) {
    return part(
        graph, List.of(given(layer)), get(layer).nodes, new Layer(output(), graph.nodes().size()));
  }

  /** A graph that ends in the model, as far as the first layer. */
  Graph toFirst(Graph longer) {
    int before = longer.nodes().size() - graph.nodes().size();
    return part(longer, longer.feeds(), 0, new Layer(get(1).value, before + get(1).nodes));
  }

  private Value given(int layer) {
    String value = get(layer).value;
    return new Value(value, TensorType.of(reading.value(value).type(), shape(layer)));
  }

  private Graph part(Graph of, List<Value> inputs, int from, Layer to) {
    Set<String> needed = new HashSet<>(Set.of(to.value));
    List<Node> nodes = new ArrayList<>();
    for (int k = to.nodes - 1; k >= 0; k--) {
      Node n = of.nodes().get(k);
      boolean isBefore = k < from && n.outputs().contains(inputs.get(0).name());
      if (!isBefore && n.outputs().stream().anyMatch(needed::contains)) {
        nodes.add(0, n);
        needed.addAll(n.inputs());
      }
    }
    Value end =
        new Value(
            to.value,
            TensorType.of(reading.value(to.value).type(), reading.value(to.value).shape()));
    return new Graph(of.name(), of.opsets(), inputs, of.constants(), nodes, List.of(end));
  }
}
