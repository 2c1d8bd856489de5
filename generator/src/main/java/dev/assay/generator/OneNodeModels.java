package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.operator.Operator;
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

  private static Found found(ModelGenerator models, Choices choices) {
    return InputSearch.standard().find(models.next(choices.fork(0)), choices.fork(1));
  }
}
