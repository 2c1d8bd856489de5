package dev.assay.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Choices;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TensorBytesTest {
  static List<DType> stored() {
    return Arrays.stream(DType.values()).filter(t -> t != DType.STRING).toList();
  }

  @ParameterizedTest
  @MethodSource("stored")
  void everyPatternOfANarrowTypeLeadsBack(DType t) {
    int patterns = t == DType.BOOL ? 2 : t.bits() <= 16 ? 1 << t.bits() : 1 << 12;
    byte[] bytes = new byte[TensorBytes.length(t, patterns)];
    Choices choices = Choices.of(4);
    for (int k = 0; k < patterns; k++) {
      if (t.bits() == 8) {
        bytes[k] = (byte) k;
      } else if (t.bits() == 16) {
        bytes[2 * k] = (byte) k;
        bytes[2 * k + 1] = (byte) (k >> 8);
      }
    }
    if (t.bits() > 16 || t.bits() < 8) {
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] = (byte) choices.between(-128, 127);
      }
    }
    Tensor tensor = TensorBytes.read(t, new int[] {patterns}, ByteBuffer.wrap(bytes));
    Tensor again =
        TensorBytes.read(t, new int[] {patterns}, ByteBuffer.wrap(TensorBytes.of(tensor)));
    assertThat(again).isEqualTo(tensor);
    if (!t.isFloat()) {
      assertThat(TensorBytes.of(tensor)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("stored")
  void theElementsOfATypeAreOnItsGrid(DType t) {
    if (t.isFloat()) {
      byte[] bytes = new byte[TensorBytes.length(t, 256)];
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] = (byte) (37 * k);
      }
      for (double x : TensorBytes.read(t, new int[] {256}, ByteBuffer.wrap(bytes)).reals()) {
        assertThat((Double) t.nearest(x)).isEqualTo((Double) x);
      }
    }
  }

  @Test
  void knownPatterns() {
    assertThat(TensorBytes.of(Tensor.of(DType.FLOAT16, new int[] {2}, 1.0, -2.0)))
        .containsExactly(0, 0x3c, 0, 0xc0);
    assertThat(TensorBytes.of(Tensor.of(DType.INT4, new int[] {3}, 1L, -1L, 7L)))
        .containsExactly(0xf1, 0x07);
    assertThat(TensorBytes.of(Tensor.of(DType.FLOAT6E2M3, new int[] {3}, 1.0, 7.5, -0.125)))
        .containsExactly(0b11_001000, 0b0001_0111, 0b10);
    assertThat(TensorBytes.of(Tensor.of(DType.FLOAT8E8M0, new int[] {2}, 1.0, 2.0)))
        .containsExactly(127, 128);
  }

  @Test
  void saysWhatIsCutShort() {
    assertThatThrownBy(
            () -> TensorBytes.read(DType.FLOAT32, new int[] {3}, ByteBuffer.wrap(new byte[11])))
        .hasMessageContaining("required : 12 bytes")
        .hasMessageContaining("but      : 11 bytes");
  }
}
