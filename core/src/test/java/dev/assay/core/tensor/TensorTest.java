package dev.assay.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class TensorTest {
  @Test
  void whatHasASizeOfZeroHasNoElementsWhateverTheOthersComeTo() {
    assertThat(Tensor.size(40, 40, 40, 40, 40, 40, 0)).isZero();
    assertThat(Tensor.size(0, 40, 40, 40, 40, 40, 40)).isZero();
  }

  @Test
  void whatNoArrayHoldsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tensor.size(40, 40, 40, 40, 40, 40))
        .withMessageContaining("too large to hold");
  }
}
