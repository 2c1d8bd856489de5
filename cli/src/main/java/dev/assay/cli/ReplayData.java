package dev.assay.cli;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.TensorType;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.DataSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One data set of a test case, as its model takes it.
 *
 * @param inputs by the names of the model's inputs
 * @param outputs as stored; empty where none are
 * @param isOfTensors whether all that goes into the model and comes out of it are tensors
 */
record ReplayData(Map<String, Datum> inputs, List<Datum> outputs, boolean isOfTensors) {

  /** What comes of a model on backends where not all its inputs and outputs are tensors. */
  static final Outcome BEYOND_BACKENDS =
      Outcome.failed(
          Status.UNSUPPORTED,
          Phase.START,
          "a backend is given tensors and gives tensors; the model has sequences or optionals",
          0);

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException if they do not fit the model
   */
  static ReplayData of(Graph graph, DataSet data) {
    Map<String, Datum> inputs = data.inputs(graph);
    boolean isOfTensors =
        Stream.concat(
                graph.inputs().stream().filter(v -> inputs.containsKey(v.name())),
                graph.outputs().stream())
            .allMatch(v -> v.type() instanceof TensorType);
    return new ReplayData(inputs, data.outputs(graph.outputs()), isOfTensors);
  }

  /** The inputs for a backend; empty where it cannot be given the model. */
  Optional<Map<String, Tensor>> tensors() {
    if (!isOfTensors) {
      return Optional.empty();
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    inputs.forEach((name, datum) -> tensors.put(name, (Tensor) datum));
    return Optional.of(tensors);
  }

  /** The stored outputs of a model of tensors. */
  List<Tensor> outputTensors() {
    return outputs.stream().map(Tensor.class::cast).toList();
  }
}
