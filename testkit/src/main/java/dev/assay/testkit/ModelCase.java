package dev.assay.testkit;

import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.TestCase;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A model and what to run it on.
 *
 * @param inputs a tensor for each input that the model must be given, by name
 */
public record ModelCase(Graph graph, Map<String, Tensor> inputs) {
  public ModelCase {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /**
   * Reads a case folder: {@code model.onnx} and the inputs of its first data set.
   *
   * @throws IllegalArgumentException if the model is broken
   * @throws java.io.UncheckedIOException if there is no such folder
   */
  public static ModelCase read(Path folder) {
    TestCase test = CaseFolder.read(folder);
    return new ModelCase(
        GraphFromOnnx.of(test.model()),
        test.data().isEmpty() ? Map.of() : test.data().get(0).named());
  }

  /** The model, then each input on a line. */
  @Override
  public String toString() {
    return inputs.entrySet().stream()
        .map(e -> "\n" + e.getKey() + " = " + e.getValue())
        .collect(Collectors.joining("", graph.toString(), ""));
  }
}
