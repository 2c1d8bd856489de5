package dev.assay.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SignatureTest {
  @Test
  void sizesElementsAndAttributesAreNoPartOfAPattern() {
    assertThat(
            Signature.pattern(
                "Gemm-13",
                "Gemm-13(float16[2, 3], float16[3, 5], float16[1]{[0.5]}) {alpha=0.5} before Relu"))
        .isEqualTo("Gemm-13(float16) before Relu")
        .isEqualTo(
            Signature.pattern("Gemm-13", "Gemm-13(float16[7, 1], float16[1, 2]) before Relu"));
  }

  @Test
  void typesAndCompanyArePartOfIt() {
    String plain = Signature.pattern("Add-13", "Add-13(float32[2], float32[1])");
    assertThat(plain)
        .isNotEqualTo(Signature.pattern("Add-13", "Add-13(int64[2], int64[1])"))
        .isNotEqualTo(Signature.pattern("Add-13", "Add-13(float32[2], float32[1]) before Mul"));
  }

  @Test
  void theOrderOfCulpritsDoesNotMatter() {
    assertThat(new Signature("a", "b", List.of("x", "y", "x")))
        .isEqualTo(new Signature("a", "b", List.of("y", "x")));
  }
}
