package dev.assay.testkit.example;

import static dev.assay.testkit.Onnx.assertThatModel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.testkit.AssayExtension;
import dev.assay.testkit.ModelCase;
import dev.assay.testkit.ModelSource;
import dev.assay.testkit.OnnxModel;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;

/** The testkit finds the bugs of a backend, each level of which runs in a process of its own. */
@ExtendWith(AssayExtension.class)
final class SmallRuntimeTest {

  /** Fail, as they should. */
  static final class Faulty {
    @Property(
        seed = "1",
        afterFailure = AfterFailureMode.RANDOM_SEED,
        shrinking = ShrinkingMode.FULL)
    void fastComputesWhatPlainDoes(
        @ForAll
            @OnnxModel(
                nodes = 5,
                ops = {"Sub", "Neg", "Relu"},
                types = DType.FLOAT32)
            ModelCase model) {
      assertThatModel(model).agreesAcross("small", "small:opt=fast");
    }

    @Property(
        seed = "1",
        afterFailure = AfterFailureMode.RANDOM_SEED,
        shrinking = ShrinkingMode.FULL)
    void fasterDoesNotDie(
        @ForAll
            @OnnxModel(
                nodes = 4,
                ops = {"Neg", "Relu"},
                types = DType.FLOAT32)
            ModelCase model) {
      assertThatModel(model).agreesAcross("small", "small:opt=faster");
    }
  }

  @ParameterizedTest
  @ModelSource(
      count = 30,
      nodes = 4,
      ops = {"Sub", "Neg", "Relu"},
      types = DType.FLOAT32)
  void plainComputesWhatModelsSay(ModelCase model) {
    assertThatModel(model).agreesAcross("small");
  }

  @Test
  void aTensorThatIsWrittenAndReadAgainIsFound() {
    Failing found = Failing.of(Faulty.class, "fastComputesWhatPlainDoes");
    assertThat(found.said()).contains("on       : small:opt=fast", "assay replay ");
    assertThat(found.least().graph().nodes().stream().map(Node::operator))
        .as(found.said())
        .contains("Sub")
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aDeathIsAVerdictAndTheTestsGoOn() {
    Failing found = Failing.of(Faulty.class, "fasterDoesNotDie");
    assertThat(found.said()).contains("the backend died");
    assertThat(found.least().graph().nodes().stream().map(Node::operator)).containsExactly("Neg");
  }
}
