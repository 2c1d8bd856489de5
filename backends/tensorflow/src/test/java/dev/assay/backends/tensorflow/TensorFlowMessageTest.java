package dev.assay.backends.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome.Status;
import org.junit.jupiter.api.Test;

class TensorFlowMessageTest {
  private static final int INVALID = 3;
  private static final int UNIMPLEMENTED = 12;

  @Test
  void aKernelThatIsMissingIsUnsupported() {
    assertThat(
            status(
                INVALID,
                "No OpKernel was registered to support Op 'Tan' used by {{node n1}} with these attrs"))
        .isEqualTo(Status.UNSUPPORTED);
    assertThat(status(UNIMPLEMENTED, "Broadcast between [2] and [3]"))
        .isEqualTo(Status.UNSUPPORTED);
  }

  @Test
  void aComplaintAboutTheModelIsAnError() {
    assertThat(status(INVALID, "Incompatible shapes: [2,3] vs. [4]")).isEqualTo(Status.ERROR);
  }

  private static Status status(int code, String message) {
    return TensorFlowMessage.of(new TensorFlowException(code, message)).status();
  }
}
