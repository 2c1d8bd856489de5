package dev.assay.generator.invalid;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes models that are invalid on purpose.
 *
 * <p>One thing of a valid model is changed: an operand or an attribute of one node, the graph, what
 * it declares, or its file. That the change breaks a rule is not taken for granted: where a node is
 * changed, the definition of its operator or ONNX's schema must refuse it; all else stays valid.
 */
public final class InvalidModels {
  private static final int ATTEMPTS = 40;
  private static final List<Breach> ALL = List.of(Breach.values());

  private InvalidModels() {}

  /**
   * A model that breaks one rule; empty where none was found.
   *
   * @param graph a valid model
   * @param inputs on which it has values
   */
  public static Optional<InvalidModel> of(
      Graph graph, Map<String, Tensor> inputs, Choices choices) {
    return of(GraphReading.values(graph, inputs), inputs, choices);
  }

  /** The same of a model that has been read on the inputs. */
  public static Optional<InvalidModel> of(
      GraphReading reading, Map<String, Tensor> inputs, Choices choices) {
    Graph graph = reading.graph();
    for (int k = 0; k < ATTEMPTS; k++) {
      Optional<InvalidModel> model =
          of(choices.of(ALL), new Broken(graph, inputs), reading, choices.fork(k));
      if (model.isPresent()) {
        return model;
      }
    }
    return Optional.empty();
  }

  /** A model that breaks a rule of one kind; empty where it has no place for that. */
  static Optional<InvalidModel> of(
      Breach breach, Broken valid, GraphReading reading, Choices choices) {
    return switch (breach) {
      case SIZE,
          RANK,
          TYPE,
          MISSING_INPUT,
          EXTRA_INPUT,
          ATTRIBUTE_RANGE,
          ATTRIBUTE_KIND,
          MISSING_ATTRIBUTE,
          UNKNOWN_ATTRIBUTE,
          UNKNOWN_OPERATOR ->
          NodeBreach.known(valid.graph()).isEmpty()
              ? Optional.empty()
              : new NodeBreach(valid, reading, choices).of(breach);
      case CYCLE, ORDER, DUPLICATE_NAME, UNDECLARED_VALUE -> GraphBreach.of(breach, valid, choices);
      case UNMADE_OUTPUT, OUTPUT_TYPE, OUTPUT_RANK, OUTPUT_SIZE ->
          OutputBreach.of(breach, valid, choices);
      case NO_OPSET, FUTURE_OPSET, TRUNCATED_TENSOR, TRUNCATED_MODEL ->
          FileBreach.of(breach, valid, choices);
    };
  }
}
