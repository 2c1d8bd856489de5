package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models shrink to the least that meets a condition, as the search of jqwik goes. */
final class ShrinkingModelsTest {
  private static final int SEEDS = 2;

  private static final ModelArbitrary MODELS =
      Onnx.models()
          .nodes(8)
          .ops("Conv", "Relu", "Add", "Cast", "Transpose", "Softmax", "Concat", "MaxPool");

  /**
   * Conditions, and what is left: as many nodes as the least model has, and of elements no more
   * than a few. Which of several such models it is, and so how many, hangs on the start.
   */
  enum Planted {
    A_CONV(1, 4, m -> has(m, "Conv")),
    RELU_AFTER_ADD(2, 4, m -> follows(m.graph(), "Add", "Relu")),
    A_ZERO_SIZE(1, 4, m -> m.inputs().values().stream().anyMatch(t -> t.size() == 0)),
    A_FLOAT16(1, 4, m -> m.inputs().values().stream().anyMatch(t -> t.type() == DType.FLOAT16)),
    TEN_ELEMENTS(1, 24, m -> m.inputs().values().stream().anyMatch(t -> t.size() >= 10)),
    THREE_NODES(3, 16, m -> m.graph().nodes().size() >= 3);

    private final int nodes;
    private final int elements;
    private final Predicate<ModelCase> condition;

    Planted(int nodes, int elements, Predicate<ModelCase> condition) {
      this.nodes = nodes;
      this.elements = elements;
      this.condition = condition;
    }
  }

  private static boolean has(ModelCase model, String operator) {
    return model.graph().nodes().stream().anyMatch(n -> n.operator().equals(operator));
  }

  private static boolean follows(Graph g, String first, String second) {
    return g.nodes().stream()
        .filter(n -> n.operator().equals(first))
        .anyMatch(n -> g.nodes().stream().anyMatch(m -> isAfter(m, n, second)));
  }

  private static boolean isAfter(Node m, Node n, String operator) {
    return m.operator().equals(operator) && m.inputs().contains(n.outputs().get(0));
  }

  @ParameterizedTest
  @EnumSource
  void theLeastIsFound(Planted planted) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Shrinkable<ModelCase> first = first(MODELS, planted.condition, seed);
      ModelCase least = least(first, planted.condition);
      assertThat(least.graph().nodes()).as("%s", least).hasSize(planted.nodes);
      assertThat(elements(least)).as("%s", least).isLessThanOrEqualTo(planted.elements);
    }
  }

  @Test
  void modelsOfAllOperatorsShrinkByEditsAlone() {
    for (int seed = 0; seed < 4; seed++) {
      ModelCase drawn = first(Onnx.models().nodes(5), m -> true, seed).value();
      ModelCase least = least(new EditedModel(drawn, 0), m -> true);
      assertThat(least.graph().nodes()).as("%s", least).hasSize(1);
    }
  }

  private static int elements(ModelCase model) {
    return Stream.concat(
            model.inputs().values().stream(), model.graph().constants().values().stream())
        .mapToInt(Tensor::size)
        .sum();
  }

  private static Shrinkable<ModelCase> first(
      ModelArbitrary models, Predicate<ModelCase> condition, int seed) {
    return models.generator(1000).stream(new Random(seed))
        .filter(s -> condition.test(s.value()))
        .findFirst()
        .orElseThrow();
  }

  /** Takes the first that is of use, as jqwik does. */
  private static ModelCase least(Shrinkable<ModelCase> start, Predicate<ModelCase> condition) {
    Shrinkable<ModelCase> best = start;
    Optional<Shrinkable<ModelCase>> next = Optional.of(best);
    while (next.isPresent()) {
      best = next.get();
      Shrinkable<ModelCase> from = best;
      next =
          from.shrink()
              .filter(s -> s.distance().compareTo(from.distance()) <= 0)
              .filter(s -> condition.test(s.value()))
              .findFirst();
    }
    return best.value();
  }
}
