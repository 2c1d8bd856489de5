package dev.assay.verify.robustness;

import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the model on a real system; empty where that cannot. */
@FunctionalInterface
public interface Replay {
  Optional<List<Tensor>> run(Map<String, Tensor> inputs);
}
