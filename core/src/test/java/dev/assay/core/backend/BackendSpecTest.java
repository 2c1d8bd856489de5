package dev.assay.core.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendSpecTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tvm",
        "onnxruntime@1.16.3",
        "onnxruntime@1.16.3:opt=basic,provider=cuda",
        "exec:./my-worker --level=2, 'two words'"
      })
  void aSpecificationIsWrittenAsItIsRead(String text) {
    assertThat(BackendSpec.parse(text)).hasToString(text);
  }

  @Test
  void aBareWordIsTheLevel() {
    assertThat(BackendSpec.parse("tensorflow:xla"))
        .isEqualTo(BackendSpec.parse("tensorflow:opt=xla"));
    assertThat(BackendSpec.parse("a:x=y,fast").options())
        .containsEntry("opt", "fast")
        .containsEntry("x", "y");
  }

  @Test
  void aProgramIsNoBackendOfOurs() {
    assertThat(BackendSpec.parse("exec:./w -a").program()).contains("./w -a");
    assertThat(BackendSpec.parse("tvm:command=x").program()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Tvm", "tvm@", "tvm:", "tvm:=x", "tvm:a=b,", "exec", "exec:", "exec@1:w"})
  void anotherFormIsAMistake(String text) {
    assertThatThrownBy(() -> BackendSpec.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but      : " + text);
  }
}
