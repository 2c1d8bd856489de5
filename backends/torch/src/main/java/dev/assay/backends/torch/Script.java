package dev.assay.backends.torch;

import dev.assay.core.tensor.Tensor;
import java.util.List;

/**
 * A model as TorchScript's text.
 *
 * @param inputs what the text calls the inputs, in order
 * @param lines statements, in order
 * @param outputs what the text calls the outputs
 * @param constants what the text calls {@code CONSTANTS.c0} and so on
 */
record Script(
    List<String> inputs, List<String> lines, List<String> outputs, List<Tensor> constants) {
  static final String NAME = "forward";

  Script {
    inputs = List.copyOf(inputs);
    lines = List.copyOf(lines);
    outputs = List.copyOf(outputs);
    constants = List.copyOf(constants);
  }

  /** As a function of that name. */
  String function() {
    return "def " + NAME + "(" + String.join(", ", inputs) + "):\n" + body();
  }

  /** What comes after the head of a function. */
  String body() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append("    ").append(line).append('\n'));
    return text.append("    return [").append(String.join(", ", outputs)).append("]\n").toString();
  }
}
