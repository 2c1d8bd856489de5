package dev.assay.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingTest {
  /** Some of every kind of choice, with forks. */
  private static List<Object> made(Choices choices) {
    List<Object> made = new ArrayList<>();
    for (int k = 0; k < 3 && choices.fork(k).more(); k++) {
      Choices own = choices.fork(k + 10);
      made.add(own.between(-4, 4));
      made.add(own.between(-7L, 2L));
      made.add(own.between(5, 9));
      made.add(own.between(-9, -3));
      made.add(own.flag());
      made.add(own.chance(0.3));
      made.add(own.chance(1));
      made.add(own.of(List.of("a", "b", "c")));
      made.add(own.weighted(0, 2, 1));
      made.add(own.unit());
      made.add(own.normal());
    }
    return made;
  }

  @Test
  void recordingChangesNothingAndAReplayChoosesTheSame() {
    for (int seed = 0; seed < 500; seed++) {
      Choices recorded = Choices.recorded(seed);
      List<Object> plain = made(Choices.of(seed));
      assertThat(made(recorded)).isEqualTo(plain);
      Choices again = Choices.replaying(recorded.recording());
      assertThat(made(again)).isEqualTo(plain);
      assertThat(again.recording()).isEqualTo(recorded.recording());
    }
  }

  @Test
  void whatIsMissingIsTheSimplest() {
    Choices choices = Choices.replaying(Recording.EMPTY);
    assertThat(choices.between(-4, 4)).isZero();
    assertThat(choices.between(5, 9)).isEqualTo(5);
    assertThat(choices.between(-9, -3)).isEqualTo(-3);
    assertThat(choices.chance(0.9)).isFalse();
    assertThat(choices.chance(1)).isTrue();
    assertThat(choices.weighted(0, 2, 1)).isEqualTo(1);
    assertThat(choices.normal()).isZero();
    assertThat(choices.more()).isFalse();
  }

  @Test
  void everyNumberOfARangeHasACodeAndAllAreWithin() {
    for (int least = -5; least <= 3; least++) {
      for (int most = least; most <= 6; most++) {
        List<Integer> values = new ArrayList<>();
        for (long code = 0; code <= most - least; code++) {
          values.add(
              Choices.replaying(Recording.of(new long[] {code}, List.of())).between(least, most));
        }
        assertThat(values).doesNotHaveDuplicates();
        int low = least;
        int high = most;
        assertThat(values).allMatch(v -> low <= v && v <= high);
        assertThat(Choices.replaying(Recording.of(new long[] {99}, List.of())).between(least, most))
            .isEqualTo(values.get(values.size() - 1));
      }
    }
  }

  @Test
  void shrinkingFindsTheLeastNumberOfALoop() {
    Choices recorded = Choices.recorded(3);
    sum(recorded);
    Shrinking.Result least =
        Shrinking.of(recorded.recording(), c -> sum(c).stream().anyMatch(n -> n >= 17), 500);
    assertThat(sum(Choices.replaying(least.recording()))).containsExactly(17);
  }

  private static List<Integer> sum(Choices choices) {
    List<Integer> numbers = new ArrayList<>();
    for (int k = 0; k < 20; k++) {
      Choices own = choices.fork(k);
      if (!own.more()) {
        break;
      }
      numbers.add(own.between(-100, 100));
    }
    return numbers;
  }

  @Test
  void eachEditThatShrinkingTriesIsSimplerAndTheSmallestStepsAreAmongThem() {
    Recording part = Recording.of(new long[] {5}, List.of());
    Recording whole = Recording.of(new long[] {3, 0}, List.of(part, part));
    List<Recording> edits = Shrinking.edits(whole).toList();
    assertThat(edits).allMatch(e -> e.isSimplerThan(whole));
    assertThat(edits)
        .startsWith(whole.withoutForks(0, 2))
        .contains(
            whole.withoutForks(0, 1),
            whole.withFork(1, Recording.EMPTY),
            whole.without(0, 1),
            whole.with(0, 0),
            whole.with(0, 2),
            whole.withFork(0, part.with(0, 4)));
  }
}
