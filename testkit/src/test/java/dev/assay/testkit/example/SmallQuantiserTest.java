package dev.assay.testkit.example;

import static dev.assay.testkit.Onnx.assertThatModel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.testkit.ModelCase;
import dev.assay.testkit.OnnxModel;
import java.util.Arrays;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The testkit finds the bug in a quantiser, and takes no rounding of weights for one. */
final class SmallQuantiserTest {

  /** Fails, as it should. */
  static final class Careless {
    @Property(seed = "1", afterFailure = AfterFailureMode.RANDOM_SEED)
    void movesNoWeightByMoreThanHalfAStep(
        @ForAll
            @OnnxModel(
                nodes = 4,
                ops = {"MatMul", "Add", "Relu"},
                types = DType.FLOAT32)
            ModelCase model) {
      assertThatModel(model)
          .survives(new SmallQuantiser(false), SmallQuantiser.radii(model.graph()));
    }
  }

  @Property(tries = 60)
  void theCarefulOneMovesNoWeightByMoreThanHalfAStep(
      @ForAll
          @OnnxModel(
              nodes = 4,
              ops = {"MatMul", "Add", "Relu"},
              types = DType.FLOAT32)
          ModelCase model) {
    assertThatModel(model).survives(new SmallQuantiser(true), SmallQuantiser.radii(model.graph()));
  }

  @Test
  void theScaleThatLeavesOutTheLeastWeightIsFound() {
    Failing found = Failing.of(Careless.class, "movesNoWeightByMoreThanHalfAStep");
    assertThat(found.said()).contains("outside of what the model may compute nearby");
    ModelCase least = found.least();
    assertThat(least.graph().nodes().stream().map(Node::operator))
        .as(found.said())
        .containsExactly("MatMul");
    assertThat(least.graph().constants().values().stream().map(Tensor::reals))
        .as(found.said())
        .anyMatch(w -> Arrays.stream(w).anyMatch(x -> x < 0));
  }
}
