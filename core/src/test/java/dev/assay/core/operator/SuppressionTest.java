package dev.assay.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SuppressionTest {

  /** Three unit squares in a row; the first two overlap by half: intersection over union 1/3. */
  private static final Tensor SQUARES =
      Tensor.of(
          DType.FLOAT32, new int[] {1, 3, 4}, 0, 0, 1, 1, /**/ 0, 0.5, 1, 1.5, /**/ 0, 4, 1, 5);

  private static final Tensor SCORES = Tensor.of(DType.FLOAT32, new int[] {1, 1, 3}, 0.5, 0.9, 0.7);

  private static Tensor selected(long most, double overlap, double least) {
    return new Suppression(SQUARES, SCORES, false, most, overlap, least).selected();
  }

  private static Tensor boxes(long... boxes) {
    long[] rows = new long[3 * boxes.length];
    for (int k = 0; k < boxes.length; k++) {
      rows[3 * k + 2] = boxes[k];
    }
    return Tensor.of(DType.INT64, new int[] {boxes.length, 3}, rows);
  }

  @Test
  void theWorseOfTwoBoxesThatOverlapFallsAway() {
    assertThat(selected(9, 0.3, 0)).isEqualTo(boxes(1, 2));
  }

  @Test
  void boxesThatOverlapLittleStayInTheOrderOfTheirScores() {
    assertThat(selected(9, 0.4, 0)).isEqualTo(boxes(1, 2, 0));
  }

  @Test
  void noClassHasMoreBoxesThanAllowed() {
    assertThat(selected(1, 0.4, 0)).isEqualTo(boxes(1));
    assertThat(selected(0, 0.4, 0)).isEqualTo(boxes());
  }

  @Test
  void aScoreMustExceedTheLeast() {
    assertThat(selected(9, 0.4, 0.7)).isEqualTo(boxes(1));
  }
}
