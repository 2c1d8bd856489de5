package dev.assay.generator.invalid;

import dev.assay.core.tensor.Tensor;
import java.util.Map;

/**
 * A model that breaks one rule.
 *
 * @param model in ONNX's bytes
 * @param inputs a tensor for each input
 * @param breach the kind of rule
 * @param operator of the node that breaks it; empty where none does
 * @param rule what does not hold of the model, and where
 */
@SuppressWarnings("ArrayRecordComponent")
public record InvalidModel(
    byte[] model, Map<String, Tensor> inputs, Breach breach, String operator, String rule) {}
