package dev.assay.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderingTest {

  @Test
  void nanComesAfterEveryNumberAndIsItsOwnEqual() {
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {5}, Double.NaN, 1, Double.NaN, 0.0, -0.0);
    assertThat(IntStream.range(0, 5).boxed().sorted((a, b) -> Ordering.compare(x, a, b)))
        .containsExactly(3, 4, 1, 0, 2);
  }
}
