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

  @Test
  void whatDiffersFromMachineToMachineIsLeftOut() {
    assertThat(TensorFlowMessage.clean("at /home/a/tensorflow/core/x.cc:12\n  0x7f0011223344"))
        .isEqualTo("at x.cc:12 0x?");
  }

  private static Status status(int code, String message) {
    return TensorFlowMessage.of(new TensorFlowException(code, message)).status();
  }
}
