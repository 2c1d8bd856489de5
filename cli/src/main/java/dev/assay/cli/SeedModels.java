package dev.assay.cli;

import dev.assay.corpus.Mix;
import dev.assay.corpus.Recipe;
import dev.assay.generator.seeds.SeedFiles;
import dev.assay.generator.seeds.Seeds;
import dev.assay.generator.seeds.ShippedSeeds;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The models of which campaigns take parts, by the word or path of a recipe; each read once. */
final class SeedModels {
  /** How many of the tests have parts of the seeds that Assay brings. */
  private static final double USUAL_SHARE = 0.1;

  /** How many of the tests have parts of seeds that a user gives. */
  private static final double ASKED_SHARE = 0.5;

  private static final int MOST_TOLD = 10;
  private static final Map<String, SeedFiles> READ = new ConcurrentHashMap<>();

  private SeedModels() {}

  /** A word as it is, a path as one that other folders know too. */
  static String named(String seeds) {
    return seeds.equals(Mix.NO_SEEDS) || seeds.equals(Mix.SHIPPED)
        ? seeds
        : Path.of(seeds).toAbsolutePath().normalize().toString();
  }

  /**
   * The seeds by their word or path.
   *
   * @throws IllegalArgumentException if none of them can be read
   */
  static Seeds of(String seeds) {
    return switch (seeds) {
      case Mix.NO_SEEDS -> Seeds.NONE;
      case Mix.SHIPPED -> ShippedSeeds.all();
      default -> files(seeds).seeds();
    };
  }

  private static SeedFiles files(String path) {
    return READ.computeIfAbsent(path, p -> SeedFiles.at(Path.of(p)));
  }

  /**
   * The seeds of a recipe.
   *
   * @throws IllegalArgumentException if they are not those that it was made with
   */
  static Seeds of(Recipe recipe) {
    Mix mix = recipe.mix();
    Seeds seeds = of(mix.seeds());
    if (!mix.digest().equals(seeds.digest())) {
      throw new IllegalArgumentException(
          "the seeds are not those that the tests were made with\n  required : "
              + mix.seeds()
              + " with the digest "
              + mix.digest()
              + "\n  but      : it has the digest "
              + seeds.digest()
              + "\n  way out  : the same files in "
              + mix.seeds());
    }
    return seeds;
  }

  /** How many of the tests of a recipe have parts of seeds. */
  static double share(Recipe recipe) {
    return switch (recipe.mix().seeds()) {
      case Mix.NO_SEEDS -> 0;
      case Mix.SHIPPED -> USUAL_SHARE;
      default -> ASKED_SHARE;
    };
  }

  /** Warns of the files of a recipe that cannot be used. */
  static void warn(Recipe recipe, PrintWriter err) {
    SeedFiles files = READ.get(recipe.mix().seeds());
    List<SeedFiles.Problem> problems = files == null ? List.of() : files.problems();
    if (problems.isEmpty()) {
      return;
    }
    err.println(problems.size() + " seeds cannot be used; the others are");
    problems.stream()
        .limit(MOST_TOLD)
        .forEach(p -> err.println("  " + p.file() + "\n    " + p.reason().replace("\n", "\n    ")));
    if (problems.size() > MOST_TOLD) {
      err.println("  and " + (problems.size() - MOST_TOLD) + " more");
    }
    err.flush();
  }
}
