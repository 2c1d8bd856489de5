package dev.assay.oracle.blame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PassesTest {
  private static final List<String> ALL = IntStream.range(0, 60).mapToObj(k -> "P" + k).toList();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void passesThatNeedEachOtherAreFoundTogether(int size) throws Exception {
    Random random = new Random(size);
    for (int round = 0; round < 40; round++) {
      Set<String> guilty = new HashSet<>();
      while (guilty.size() < size) {
        guilty.add(ALL.get(random.nextInt(ALL.size())));
      }
      List<Integer> runs = new ArrayList<>();
      Passes passes =
          new Passes(
              p -> {
                runs.add(p.size());
                return p.containsAll(guilty);
              });
      assertThat(passes.least(ALL)).containsExactlyInAnyOrderElementsOf(guilty);
      assertThat(runs).as("runs").hasSizeLessThan(ALL.size() * size);
    }
  }

  @Test
  void noPassOfALeastSetMayRun() throws Exception {
    Passes.Without either =
        p -> p.containsAll(Set.of("P3", "P40")) || p.containsAll(Set.of("P7", "P8", "P59"));
    List<String> least = new Passes(either).least(ALL);
    assertThat(either.isGone(Set.copyOf(least))).isTrue();
    for (String pass : least) {
      Set<String> fewer = new HashSet<>(least);
      fewer.remove(pass);
      assertThat(either.isGone(fewer)).as("without " + pass).isFalse();
    }
  }

  @Test
  void whereAllTogetherDoNotSufficeThereIsNone() throws Exception {
    assertThat(new Passes(p -> false).least(ALL)).isEmpty();
    assertThat(new Passes(p -> true).least(List.of())).isEmpty();
  }

  @Test
  void eachThatSufficesAloneIsSaid() throws Exception {
    Passes passes = new Passes(p -> p.contains("P3") || p.contains("P40"));
    assertThat(passes.single(ALL)).containsExactly("P3", "P40");
  }
}
