package dev.assay.core.backend;

import dev.assay.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing to run: a model in ONNX's bytes, and a tensor for each input that it must be given, by
 * name.
 */
@SuppressWarnings("ArrayRecordComponent")
public record Trial(byte[] model, Map<String, Tensor> inputs) {
  public Trial {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }
}
