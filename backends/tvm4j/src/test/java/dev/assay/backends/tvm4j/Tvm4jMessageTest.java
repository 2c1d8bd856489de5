package dev.assay.backends.tvm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Tvm4jMessageTest {
  @Test
  void theTraceFoldersAndAddressesAreCleanedAway() {
    assertThat(
            Tvm4jMessage.clean(
                "TVMError: Traceback (most recent call last):\n  9: tvm::relay::Infer(int)\n"
                    + "  [bt] (8) /home/a/libtvm.so(+0x123) [0x7f00deadbeef]\n"
                    + "  File \"/home/a/src/relay/ir/op.cc\", line 65\n"
                    + "InternalError: Check failed: (a == b) is false: at 0x7f00deadbeef"))
        .isEqualTo("TVMError: InternalError: Check failed: (a == b) is false: at 0x?");
  }

  @Test
  void longMessagesAreCut() {
    assertThat(Tvm4jMessage.clean("x".repeat(5000))).hasSize(1003).endsWith("...");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OpNotImplemented: The following operators are not supported for frontend ONNX: Det",
        "NotImplementedError: opset version 1 of Scatter not implemented",
        "AttributeError: Value foo in attribute mode of operator Resize is unsupported.",
        "InternalError: Check failed: (pval != nullptr) is false: Cannot allocate memory symbolic"
            + " tensor shape [T.Any(), T.Any()]",
      })
  void whatIsNotThereIsUnsupported(String said) {
    assertThat(Tvm4jMessage.of(said).status()).isEqualTo(Status.UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"KeyError: 'num_heads'", "AssertionError: MatMulInteger: input dtypes must match"})
  void otherRefusalsAreErrors(String said) {
    assertThat(Tvm4jMessage.of(said).status()).isEqualTo(Status.ERROR);
  }
}
