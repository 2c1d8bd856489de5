package dev.assay.backends.emitter;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.NodeReading;
import dev.assay.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model on its way into a framework's graph, node by node. The model has been read on its inputs,
 * so that every size is a number: structures are unrolled, and whatever decides a shape is a
 * constant.
 */
public final class Emission<T> {
  private final GraphReading reading;
  private final Emitter<T> emitter;
  private final Map<String, Term<T>> terms = new HashMap<>();

  private Emission(GraphReading reading, Framework<T> framework) {
    this.reading = reading;
    this.emitter = new Emitter<>(framework);
  }

  /**
   * Writes a model: its feeds as inputs, in their order, and all else.
   *
   * @return its outputs in their order
   * @throws NotEmittedException if a node cannot be written
   * @throws IllegalArgumentException if an output is no tensor
   */
  public static <T> List<Term<T>> of(GraphReading reading, Framework<T> framework) {
    Emission<T> emission = new Emission<>(reading, framework);
    Graph graph = reading.graph();
    for (Value v : graph.feeds()) {
      emission.feed(v.name());
    }
    reading.steps().forEach(emission::emit);
    return graph.outputs().stream().map(v -> emission.term(v.name())).toList();
  }

  private void feed(String name) {
    Tensor t = reading.value(name);
    terms.put(name, emitter.input(name, t.type(), t.shape()));
  }

  /** What a name stands for; what no node makes is a constant. */
  private Term<T> term(String name) {
    return terms.computeIfAbsent(name, n -> emitter.constant(reading.value(n)));
  }

  private void emit(Node node) {
    try {
      Optional<OwnOperator<T>> own = emitter.framework().own(node);
      List<Term<T>> outputs = own.isEmpty() ? List.of() : own.get().emit(call(node), emitter);
      for (int k = 0; k < outputs.size() && k < node.outputs().size(); k++) {
        terms.put(node.outputs().get(k), outputs.get(k));
      }
      if (outputs.isEmpty()) {
        emitFormulas(node);
      }
    } catch (NotEmittedException e) {
      throw e.at(node);
    }
  }

  private Call<T> call(Node node) {
    return new Call<>(
        node,
        node.inputs().stream().map(n -> present(n).map(this::term)).toList(),
        node.inputs().stream().map(n -> present(n).map(reading::value)).toList(),
        node.outputs().stream().map(n -> present(n).map(reading::value)).toList());
  }

  private static Optional<String> present(String name) {
    return Optional.of(name).filter(n -> !n.isEmpty());
  }

  private void emitFormulas(Node node) {
    NodeReading meaning = reading.reading(node);
    if (meaning.isOpaque()) {
      throw new NotEmittedException("no formula says it, and no operator of the framework does");
    }
    Formulas<T> formulas = new Formulas<>(emitter);
    meaning.given().forEach((stage, k) -> formulas.give(stage, term(node.inputs().get(k))));
    meaning.outputs().forEach((k, stage) -> terms.put(node.outputs().get(k), formulas.term(stage)));
  }
}
