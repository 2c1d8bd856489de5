package dev.assay.cli;

import dev.assay.core.backend.Trial;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.Phase;
import dev.assay.generator.Found;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.Policy;
import dev.assay.generator.invalid.InvalidModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model and inputs for it, as a campaign makes them.
 *
 * @param model in ONNX's bytes
 * @param policy what its floats are
 * @param way how its inputs were found
 * @param nanos what it took to make them, by phase
 * @param earlier what was read of a model that has most of its nodes, on the same inputs
 * @param invalid what is wrong with the model, where it is invalid on purpose
 * @param options by which the model was drawn
 */
@SuppressWarnings("ArrayRecordComponent")
record MadeTest(
    byte[] model,
    Map<String, Tensor> inputs,
    Policy policy,
    Found.How way,
    Map<Phase, Long> nanos,
    List<GraphReading> earlier,
    Optional<InvalidModel> invalid,
    ModelOptions options) {

  /** A valid model, of which nothing was read. */
  MadeTest(
      byte[] model,
      Map<String, Tensor> inputs,
      Policy policy,
      Found.How way,
      Map<Phase, Long> nanos) {
    this(model, inputs, policy, way, nanos, List.of(), Optional.empty(), ModelOptions.STANDARD);
  }

  Trial trial() {
    return new Trial(model, inputs);
  }
}
