package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReshapingTest {
  @Test
  void aReshapeKeepsTheNumberOfElementsAndItsTargetSaysSo() {
    for (int seed = 0; seed < 2000; seed++) {
      Choices choices = Choices.of(seed);
      Sizes sizes = new Sizes();
      Dims from =
          Dims.each(
              choices.between(0, 4),
              k -> sizes.open("d", k, Range.of(1, 99), choices.between(1, 12)));
      Reshaping drawn = Reshaping.draw(choices, sizes, from, true);
      int[] before = sizes.at(from).numbers();
      int[] after = sizes.at(drawn.to()).numbers();
      assertThat(Tensor.size(after)).as("seed %d", seed).isEqualTo(Tensor.size(before));
      int[] target = sizes.at(drawn.target()).numbers();
      assertThat(Arrays.stream(target).filter(t -> t == -1).count()).isLessThanOrEqualTo(1);
      for (int a = 0; a < target.length; a++) {
        int said = target[a] == 0 ? before[a] : target[a] == -1 ? after[a] : target[a];
        assertThat(said).as("seed %d", seed).isEqualTo(after[a]);
      }
    }
  }
}
