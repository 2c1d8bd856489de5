package dev.assay.cli;

import dev.assay.core.backend.Trial;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.Phase;
import dev.assay.generator.Policy;
import java.util.Map;

/**
 * A model and inputs for it, as a campaign makes them.
 *
 * @param model in ONNX's bytes
 * @param policy what its floats are
 * @param nanos what it took to make them, by phase
 */
@SuppressWarnings("ArrayRecordComponent")
record MadeTest(byte[] model, Map<String, Tensor> inputs, Policy policy, Map<Phase, Long> nanos) {
  Trial trial() {
    return new Trial(model, inputs);
  }
}
