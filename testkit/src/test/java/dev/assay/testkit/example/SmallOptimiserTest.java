package dev.assay.testkit.example;

import static dev.assay.testkit.Onnx.assertThatModel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Node;
import dev.assay.testkit.ModelCase;
import dev.assay.testkit.ModelSource;
import dev.assay.testkit.OnnxModel;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The testkit finds the bug in an optimiser, and no other. */
final class SmallOptimiserTest {

  @Property(tries = 100)
  void theCarefulOneKeepsWhatAModelComputes(
      @ForAll
          @OnnxModel(
              nodes = 8,
              ops = {"Transpose", "Identity", "Relu", "Clip", "Add", "Softmax", "ReduceSum"})
          ModelCase model) {
    assertThatModel(model).survives(new SmallOptimiser(true));
  }

  @ParameterizedTest
  @ModelSource(count = 30, nodes = 5)
  void theCarefulOneKeepsWhatModelsOfAllOperatorsCompute(ModelCase model) {
    assertThatModel(model).survives(new SmallOptimiser(true));
  }

  @Test
  void theBugIsFoundAndShrunkToTwoTransposes() {
    Failing found = Failing.of(CarelessOptimiserProperties.class, "keepsWhatAModelComputes");
    ModelCase least = found.least();
    assertThat(least.graph().nodes().stream().map(Node::operator))
        .as("%s", least)
        .containsExactly("Transpose", "Transpose");
    assertThat(found.said())
        .contains("required :", "but      :")
        .endsWith(new SmallOptimiser(false).apply(least.graph()).toString());
  }
}
