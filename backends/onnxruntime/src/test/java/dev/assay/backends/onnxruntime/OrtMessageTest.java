package dev.assay.backends.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import dev.assay.core.backend.Outcome.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrtMessageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Could not find an implementation for Celu(12) node with name ''",
        "Fatal error: Foo is not a registered function/op",
        "No Op registered for Gelu with domain_version of 13",
        "Unsupported model IR version: 99, max supported IR version: 13",
        "ONNX Runtime only *guarantees* support for models stamped with official released onnx opset"
            + " versions. Opset 99 is under development and support for this is limited.",
        "Type Error: Type 'tensor(bfloat16)' of input parameter (X) of operator (Foo) in node () is"
            + " invalid.",
        "Failed to construct locale with name:en_US: Please, install necessary language-pack-XX and"
            + " configure locales",
      })
  void whatIsNotThereIsUnsupported(String said) {
    assertThat(status(OrtErrorCode.ORT_FAIL, said)).isEqualTo(Status.UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Pad should be smaller than kernel.",
        "Incompatible dimensions for matrix multiplication",
        "Type Error: Shape of initializer x does not match",
      })
  void otherRefusalsAreErrors(String said) {
    assertThat(status(OrtErrorCode.ORT_FAIL, said)).isEqualTo(Status.ERROR);
  }

  @Test
  void theCodeAloneCanSayIt() {
    assertThat(status(OrtErrorCode.ORT_NOT_IMPLEMENTED, "no")).isEqualTo(Status.UNSUPPORTED);
    assertThat(OrtMessage.of(new OrtException(OrtErrorCode.ORT_FAIL, "no")).text())
        .isEqualTo("ORT_FAIL: no");
  }

  private static Status status(OrtErrorCode code, String said) {
    return OrtMessage.of(new OrtException(code, said)).status();
  }
}
