package dev.assay.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowMajorTest {
  private static final Dims SHAPE = Dims.ofNumbers(2, 3, 4);

  @Test
  void aPointLiesBehindAllRowsBeforeIt() {
    assertThat(RowMajor.offset(Dims.ofNumbers(1, 2, 3), SHAPE)).isEqualTo(Dim.dim(23));
  }

  @Test
  void everyOffsetLeadsToItsPointAndBack() {
    assertThat(IntStream.range(0, 24))
        .allSatisfy(
            k ->
                assertThat(RowMajor.offset(RowMajor.point(Dim.dim(k), SHAPE), SHAPE))
                    .isEqualTo(Dim.dim(k)));
  }

  @Test
  void aScalarHasOnePoint() {
    assertThat(RowMajor.point(Dim.dim(0), Dims.of())).isEqualTo(Dims.of());
    assertThat(RowMajor.offset(Dims.of(), Dims.of())).isEqualTo(Dim.dim(0));
  }
}
