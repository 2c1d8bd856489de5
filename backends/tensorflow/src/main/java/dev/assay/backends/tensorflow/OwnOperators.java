package dev.assay.backends.tensorflow;

import dev.assay.backends.emitter.OwnOperator;
import java.util.Map;
import java.util.TreeMap;

/** The operators of ONNX for which TensorFlow has operators of its own. */
final class OwnOperators {
  private final Map<String, OwnOperator<String>> all = new TreeMap<>();

  OwnOperators(TensorFlowGraph graph) {
    all.putAll(new Activations(graph).all());
    all.putAll(new Convolutions(graph).all());
    all.putAll(new Movements(graph).all());
    all.putAll(new Normalisations(graph).all());
    all.putAll(new Pools(graph).all());
    all.putAll(new Products(graph).all());
    all.putAll(new Reductions(graph).all());
    all.putAll(new Selections(graph).all());
  }

  Map<String, OwnOperator<String>> all() {
    return all;
  }
}
