package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EnclosureTest {
  private static final int[] TWO = {2};

  @Test
  void aTensorEnclosesItselfAlone() {
    Tensor t = Tensor.of(DType.FLOAT32, TWO, 1.5, Double.NaN);
    Enclosure e = Enclosure.of(t);
    assertThat(e.isPoint()).isTrue();
    assertThat(e.holds(t, 0)).isTrue();
    assertThat(e.holds(t, 1)).isTrue();
    Tensor other = Tensor.of(DType.FLOAT32, TWO, Double.NaN, 1.5);
    assertThat(e.holds(other, 0)).isFalse();
    assertThat(e.holds(other, 1)).isFalse();
    assertThat(e.ratio(other, 0)).isInfinite();
    assertThat(e.describe(1)).isEqualTo("NaN");
  }

  @Test
  void theSignOfZeroIsOpen() {
    Enclosure e = Enclosure.of(Tensor.of(DType.FLOAT32, TWO, 0.0, -0.0));
    Tensor swapped = Tensor.of(DType.FLOAT32, TWO, -0.0, 0.0);
    assertThat(e.holds(swapped, 0)).isTrue();
    assertThat(e.holds(swapped, 1)).isTrue();
  }

  @Test
  void textsAreKnownByTheirLetters() {
    Enclosure e = Enclosure.of(Tensor.of(TWO, "cat", "dog"));
    assertThat(e.holds(Tensor.of(TWO, "cat", "cow"), 0)).isTrue();
    assertThat(e.holds(Tensor.of(TWO, "cat", "cow"), 1)).isFalse();
  }

  @Test
  void theGreatestUnsignedNumberIsAboveZero() {
    Enclosure e = Enclosure.of(Tensor.of(DType.UINT64, TWO, -1, 0));
    assertThat(e.high(0)).isEqualTo(0x1p64);
    assertThat(e.describe(0)).isEqualTo("18446744073709551615");
  }

  @Test
  void theUnknownHoldsEverythingAndDecidesNothing() {
    for (DType type : new DType[] {DType.FLOAT16, DType.INT8, DType.UINT64, DType.BOOL}) {
      Enclosure e = Enclosure.unknown(type, 2);
      Tensor t =
          type.isFloat()
              ? Tensor.of(type, TWO, Double.NEGATIVE_INFINITY, Double.NaN)
              : Tensor.of(type, TWO, type.low(), type.high());
      assertThat(e.holds(t, 0)).isTrue();
      assertThat(e.holds(t, 1)).isTrue();
      assertThat(e.isDecisive(0)).isFalse();
    }
  }

  @Test
  void theRatioCountsRadiiFromTheMiddle() {
    Lane lane = Lane.ofIntervals(DType.FLOAT32, 2);
    Grid.putRaw(lane, 0, 99, 101, false);
    Grid.putRaw(lane, 1, 1, Double.POSITIVE_INFINITY, false);
    Enclosure e = Enclosure.of(new Array(TWO, lane), new Texts());
    assertThat(e.ratio(Tensor.of(DType.FLOAT32, TWO, 100.5, 2.0), 0)).isEqualTo(0.5);
    assertThat(e.ratio(Tensor.of(DType.FLOAT32, TWO, 104.0, 2.0), 0)).isEqualTo(4);
    assertThat(e.ratio(Tensor.of(DType.FLOAT32, TWO, 104.0, 0.0), 1)).isInfinite();
    assertThat(e.isDecisive(0)).isTrue();
    assertThat(e.isDecisive(1)).isFalse();
  }
}
