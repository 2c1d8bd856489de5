package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.oracle.reduce.SmallerModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models shrink to the least that meets a condition, as the search of jqwik goes. */
final class ShrinkingModelsTest {
  private static final int SEEDS = 10;

  @ParameterizedTest
  @EnumSource(
      names = {
        "A_CONV",
        "RELU_AFTER_ADD",
        "A_ZERO_SIZE",
        "TEN_ELEMENTS",
        "AXIS_ZERO",
        "READ_BY_TWO",
        "THREE_NODES"
      })
  void theLeastIsFound(Planted planted) {
    ModelCase least = least(planted, 0);
    assertThat(least.graph().nodes()).as("%s", least).hasSize(planted.nodes());
    assertThat(elements(least)).as("%s", least).isBetween(planted.elements(), slack(planted));
  }

  /** Which of several models with as few nodes is left hangs on the start. */
  private static int slack(Planted planted) {
    return planted.elements() + 2;
  }

  /** All conditions from ten starts each, into the table of {@code docs/testkit.md}. */
  @Test
  @Tag("slow")
  void allAreFoundFromTenStarts() throws IOException {
    List<String> rows = new ArrayList<>();
    int missed = 0;
    for (Planted planted : Planted.values()) {
      long start = System.nanoTime();
      List<ModelCase> left = new ArrayList<>();
      for (int seed = 0; seed < SEEDS; seed++) {
        left.add(least(planted, seed));
      }
      double seconds = (System.nanoTime() - start) / 1e9 / SEEDS;
      List<Integer> nodes = left.stream().map(m -> m.graph().nodes().size()).toList();
      List<Integer> elements = left.stream().map(ShrinkingModelsTest::elements).toList();
      long fewest = nodes.stream().filter(n -> n == planted.nodes()).count();
      long least = left.stream().filter(m -> isLeast(m, planted)).count();
      missed += SEEDS - (int) fewest;
      rows.add(
          String.format(
              Locale.ROOT,
              "| %s | %d | %s | %d | %s | %d | %d | %.1f s |",
              planted.label(),
              planted.nodes(),
              span(nodes),
              planted.elements(),
              span(elements),
              fewest,
              least,
              seconds));
    }
    Files.write(Path.of("target", "shrinking.md"), rows);
    assertThat(missed).as("%s", String.join("\n", rows)).isZero();
  }

  private static boolean isLeast(ModelCase model, Planted planted) {
    return model.graph().nodes().size() == planted.nodes() && elements(model) == planted.elements();
  }

  private static String span(List<Integer> numbers) {
    IntSummaryStatistics s = numbers.stream().collect(Collectors.summarizingInt(Integer::intValue));
    return s.getMin() == s.getMax() ? "" + s.getMin() : s.getMin() + " to " + s.getMax();
  }

  @Test
  void modelsOfAllOperatorsShrinkByEditsAlone() {
    for (int seed = 0; seed < 4; seed++) {
      ModelCase drawn = first(Onnx.models().nodes(5), m -> true, seed).value();
      ModelCase least = least(new EditedModel(drawn, 0), m -> true);
      assertThat(least.graph().nodes()).as("%s", least).hasSize(1);
    }
  }

  private static int elements(ModelCase model) {
    return Stream.concat(
            model.inputs().values().stream(), model.graph().constants().values().stream())
        .mapToInt(t -> (int) SmallerModels.elements(t))
        .sum();
  }

  private static ModelCase least(Planted planted, int seed) {
    return least(first(Planted.MODELS, planted::isMetBy, seed), planted::isMetBy);
  }

  private static Shrinkable<ModelCase> first(
      ModelArbitrary models, Predicate<ModelCase> condition, int seed) {
    return models.generator(1000).stream(new Random(seed))
        .filter(s -> condition.test(s.value()))
        .findFirst()
        .orElseThrow();
  }

  /** Takes the first that is of use, as jqwik does. */
  private static ModelCase least(Shrinkable<ModelCase> start, Predicate<ModelCase> condition) {
    Shrinkable<ModelCase> best = start;
    Optional<Shrinkable<ModelCase>> next = Optional.of(best);
    while (next.isPresent()) {
      best = next.get();
      Shrinkable<ModelCase> from = best;
      next =
          from.shrink()
              .filter(s -> s.distance().compareTo(from.distance()) <= 0)
              .filter(s -> condition.test(s.value()))
              .findFirst();
    }
    return best.value();
  }
}
