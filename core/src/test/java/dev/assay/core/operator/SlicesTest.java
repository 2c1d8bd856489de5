package dev.assay.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicesTest {
  private static final Tensor ROWS =
      Tensor.of(DType.INT32, new int[] {4, 2}, 3, 1, 1, 2, 3, 1, 1, 1);

  @Test
  void slicesAreTakenInTheOrderAskedFor() {
    assertThat(Slices.of(ROWS, 0).take(new int[] {2, 1}))
        .isEqualTo(Tensor.of(DType.INT32, new int[] {2, 2}, 3, 1, 1, 2));
    assertThat(Slices.of(ROWS, 1).take(new int[] {1}))
        .isEqualTo(Tensor.of(DType.INT32, new int[] {4, 1}, 1, 2, 1, 1));
  }

  @Test
  void sortedSlicesCompareByTheFirstElementsThatDiffer() {
    assertThat(Slices.of(ROWS, 0).unique(true))
        .isEqualTo(
            List.of(
                Tensor.of(DType.INT32, new int[] {3, 2}, 1, 1, 1, 2, 3, 1),
                Tensor.list(3, 1, 0),
                Tensor.list(2, 1, 2, 0),
                Tensor.list(1, 1, 2)));
  }

  @Test
  void unsortedSlicesComeInTheOrderOfTheirFirst() {
    assertThat(Slices.of(ROWS, 0).unique(false))
        .isEqualTo(
            List.of(
                Tensor.of(DType.INT32, new int[] {3, 2}, 3, 1, 1, 2, 1, 1),
                Tensor.list(0, 1, 3),
                Tensor.list(0, 1, 0, 2),
                Tensor.list(2, 1, 1)));
  }

  @Test
  void bothZerosOfFloatsAreOne() {
    Tensor zeros = Tensor.of(DType.FLOAT32, new int[] {2}, 0.0, -0.0);
    assertThat(Slices.of(zeros, 0).unique(true).get(3)).isEqualTo(Tensor.list(2));
  }
}
