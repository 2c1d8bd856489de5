package dev.assay.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.corpus.TestResult.BackendVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CampaignTest {
  private static final Recipe RECIPE =
      new Recipe(
          7,
          10,
          List.of("Relu", "Conv"),
          List.of(),
          List.of("float32"),
          17,
          List.of("rounding-tie"),
          "symbolic",
          List.of("a"));

  private static final List<String> GROUNDS = List.of("nan-extreme", "rounding-tie");

  @TempDir Path folder;

  private static TestResult result(long test, String verdict, boolean finding) {
    return new TestResult(
        test,
        true,
        false,
        Map.of("Conv", 2, "Relu", 1),
        Set.of("Relu-14 X:float32"),
        Set.of("rounding-tie"),
        100,
        3,
        "exact",
        "redrawn",
        40,
        30,
        Map.of(Phase.GENERATE, 10L, Phase.JUDGE, 5L),
        List.of(
            new BackendVerdict(
                "a",
                "1.0",
                verdict,
                finding ? "wrong" : "",
                finding,
                "",
                finding ? "a is wrong" : "",
                GROUNDS,
                "why",
                "findings/x",
                20),
            new BackendVerdict(
                "b", "1.0", "error", "", false, "b Conv-13: x", "", GROUNDS, "why", "y", 1)));
  }

  private Campaign open() {
    return Campaign.open(folder, RECIPE, "1.0");
  }

  @Test
  void aNewCampaignBeginsWithTestZero() {
    try (Campaign campaign = open()) {
      assertThat(campaign.next()).isZero();
      assertThat(campaign.totals().tests()).isZero();
    }
  }

  @Test
  void aCampaignGoesOnWhereItWasLeft() {
    try (Campaign campaign = open()) {
      campaign.add(result(0, "pass", false));
      campaign.add(result(1, "mismatch", true));
    }
    try (Campaign campaign = open()) {
      assertThat(campaign.next()).isEqualTo(2);
      assertThat(campaign.recipe()).isEqualTo(RECIPE);
    }
  }

  @Test
  void theTotalsAreTheSameAfterOpeningAgain() {
    Totals before;
    try (Campaign campaign = open()) {
      campaign.add(result(0, "pass", false));
      campaign.add(result(1, "mismatch", true));
      before = campaign.totals();
    }
    try (Campaign campaign = open()) {
      assertThat(campaign.totals()).usingRecursiveComparison().isEqualTo(before);
      assertThat(campaign.totals().findings()).isEqualTo(1);
      assertThat(campaign.totals().known())
          .containsExactly(Map.entry("b Conv-13: x", new Totals.Known(2, "y")));
      assertThat(campaign.totals().behaviours()).isEqualTo(Map.of("rounding-tie", 2L));
      assertThat(campaign.totals().grounds())
          .as("of findings alone")
          .isEqualTo(Map.of("nan-extreme", 1L, "rounding-tie", 1L));
      assertThat(campaign.totals().indecisive()).isEqualTo(6);
      assertThat(campaign.totals().policies())
          .isEqualTo(Map.of("exact", new Totals.OfPolicy(2, 200, 6, 80, 60)));
      assertThat(campaign.totals().ways()).isEqualTo(Map.of("redrawn", 2L));
      assertThat(campaign.totals().models()).containsEntry("Conv", 2L);
      assertThat(campaign.totals().nanos()).containsEntry(Phase.GENERATE, 20L);
      assertThat(campaign.totals().backendNanos()).containsEntry("a", 40L);
    }
  }

  @Test
  void anotherRecipeIsRefusedWithBoth() {
    open().close();
    Recipe other =
        new Recipe(8, 10, List.of(), List.of(), List.of(), 0, List.of(), "", List.of("a"));
    assertThatThrownBy(() -> Campaign.open(folder, other, "1.0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--seed 7")
        .hasMessageContaining("--seed 8")
        .hasMessageContaining("way out");
  }

  /** What is mixed in is a part of the recipe, so that a campaign goes on with nothing else. */
  @Test
  void anotherMixIsRefused() {
    Mix mix = Mix.NOTHING.withSeeds("/zoo", "0123456789ab").withInvalid(0.25).withRewrites(0.5);
    Campaign.open(folder, RECIPE.with(mix), "1.0").close();
    assertThat(Campaign.recipe(folder)).contains(RECIPE.with(mix));
    for (Mix other :
        List.of(mix.withSeeds("/zoo", "ba9876543210"), mix.withInvalid(0), mix.withRewrites(1))) {
      assertThatThrownBy(() -> Campaign.open(folder, RECIPE.with(other), "1.0"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(seeds of digest 0123456789ab)");
    }
  }

  @Test
  void theRecipeCanBeReadBeforeOpening() {
    assertThat(Campaign.recipe(folder)).isEmpty();
    open().close();
    assertThat(Campaign.recipe(folder)).contains(RECIPE);
  }

  @Test
  void aCampaignThatIsOpenIsNotOpenedTwice() {
    try (Campaign campaign = open()) {
      assertThat(campaign.next()).isZero();
      assertThatThrownBy(this::open)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is running");
    }
  }

  @Test
  void testsAreKeptInOrder() {
    try (Campaign campaign = open()) {
      assertThatThrownBy(() -> campaign.add(result(1, "pass", false)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aDatabaseThatIsNoneIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("campaign.db"), "this is no database, and long enough to be looked at");
    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void theOrderOfListsInARecipeDoesNotMatter() {
    Recipe other =
        new Recipe(
            7,
            10,
            List.of("Conv", "Relu"),
            List.of(),
            List.of("float32"),
            17,
            List.of("rounding-tie"),
            "symbolic",
            List.of("a"));
    assertThat(other).isEqualTo(RECIPE);
  }
}
