package dev.assay.testkit.example;

import static dev.assay.testkit.Onnx.assertThatModel;

import dev.assay.testkit.ModelCase;
import dev.assay.testkit.OnnxModel;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Fails, as it should; {@link SmallOptimiserTest} starts it and looks at how. */
final class CarelessOptimiserProperties {
  @Property(seed = "1", afterFailure = AfterFailureMode.RANDOM_SEED)
  void keepsWhatAModelComputes(
      @ForAll
          @OnnxModel(
              nodes = 8,
              ops = {"Transpose", "Identity", "Relu", "Clip", "Add", "Softmax", "ReduceSum"})
          ModelCase model) {
    assertThatModel(model).survives(new SmallOptimiser(false));
  }
}
