package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.operator.KnownOperators;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.Kernels;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Models of one node, with their inputs: what an operator looks like to others. */
public final class OneNodeModels {
  private static final int OPSET_OF_OTHER_DOMAINS = 22;
  private static final int OLDEST = 13;

  private OneNodeModels() {}

  /** Some models of an operator, always the same ones. */
  public static Stream<Found> of(Operator operator, int count) {
    int opset =
        operator.domain().isEmpty() ? Math.max(OLDEST, operator.since()) : OPSET_OF_OTHER_DOMAINS;
    ModelGenerator models =
        new ModelGenerator(
            ModelOptions.STANDARD
                .withNodes(1)
                .withOpsets(opset, opset)
                .withOperators(operator::equals));
    return IntStream.range(0, count).mapToObj(k -> found(models, Choices.of(k)));
  }

  /**
   * Some models of an operator of a system's own, of which the system takes the node; always the
   * same ones.
   *
   * @param typed its ports
   */
  public static Stream<Found> typed(
      Operator operator, int opset, Map<String, DType> typed, Kernels kernels, int count) {
    ModelOptions options =
        ModelOptions.STANDARD
            .withNodes(1)
            .withOpsets(opset, opset)
            .withKnown(new KnownOperators(List.of(operator)), kernels)
            .withOperators(operator::equals)
            .withTyped(typed);
    ModelGenerator models = new ModelGenerator(options);
    return IntStream.range(0, count)
        .mapToObj(k -> found(models, Choices.of(k)))
        .filter(Found::isGood);
  }

  private static Found found(ModelGenerator models, Choices choices) {
    return InputSearch.standard().find(models.next(choices.fork(0)), choices.fork(1));
  }
}
