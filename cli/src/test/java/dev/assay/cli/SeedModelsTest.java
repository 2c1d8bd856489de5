package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.corpus.Mix;
import dev.assay.corpus.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeedModelsTest {
  @TempDir Path folder;

  private static Recipe recipe(String seeds, String digest) {
    return new Recipe(1, 10, List.of(), List.of(), List.of(), 0, List.of(), "", List.of())
        .with(Mix.NOTHING.withSeeds(seeds, digest));
  }

  /** A test is made of the seeds that its recipe was made with, or of none. */
  @Test
  void otherSeedsThanThoseOfTheRecipeAreRefused() throws Exception {
    Files.write(folder.resolve("a.onnx"), Models.relu());
    String path = folder.toString();
    String digest = SeedModels.of(path).digest();
    assertThat(SeedModels.of(recipe(path, digest)).list()).hasSize(1);
    assertThatThrownBy(() -> SeedModels.of(recipe(path, "0123456789ab")))
        .hasMessageContainingAll("0123456789ab", digest, path);
  }

  @Test
  void aRecipeNamesItsSeedsAsAnOption() {
    assertThat(recipe("/zoo", "0123456789ab").toString()).contains("--seeds /zoo");
    assertThat(recipe(Mix.NO_SEEDS, "").toString()).doesNotContain("--seeds");
  }

  /** The seeds and the share of invalid models decide a test, by its number alone. */
  @Test
  void testsOfSeedsAndInvalidOnesAreMadeAgain() {
    Recipe recipe = recipe(Mix.SHIPPED, SeedModels.of(Mix.SHIPPED).digest());
    Recipe mixed = recipe.with(recipe.mix().withInvalid(0.5));
    TestSource one = GeneratedTests.of(mixed, Backends.aims(List.of()), 1).get(0);
    int invalid = 0;
    for (int k = 0; k < 10; k++) {
      TestSource other = GeneratedTests.of(mixed, Backends.aims(List.of()), 1).get(0);
      MadeTest made = one.make(k);
      assertThat(other.make(k).model()).isEqualTo(made.model());
      invalid += made.invalid().isPresent() ? 1 : 0;
      if (made.invalid().isEmpty()) {
        Graph g = GraphFromOnnx.of(made.model());
        assertThat(OnnxFromGraph.of(g)).isEqualTo(made.model());
      }
    }
    assertThat(invalid).isBetween(1, 9);
  }
}
