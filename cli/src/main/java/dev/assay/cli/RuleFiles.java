package dev.assay.cli;

import dev.assay.core.backend.Runner;
import dev.assay.core.operator.KnownOperators;
import dev.assay.core.operator.Operator;
import dev.assay.corpus.Mix;
import dev.assay.corpus.Recipe;
import dev.assay.generator.rules.OperatorFromRules;
import dev.assay.generator.rules.OperatorRules;
import dev.assay.generator.rules.RulesFromText;
import dev.assay.generator.rules.ShippedRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The operators of which a recipe names rules, by words and paths; each text is understood once.
 */
final class RuleFiles {
  private static final int DIGITS = 16;
  private static final Map<String, List<Operator>> READ = new ConcurrentHashMap<>();

  private RuleFiles() {}

  /** Words as they are, paths as other folders know them too. */
  static List<String> named(List<String> rules) {
    return rules.stream()
        .filter(r -> !r.equals(Mix.NO_SEEDS))
        .map(r -> isShipped(r) ? r : Path.of(r).toAbsolutePath().normalize().toString())
        .toList();
  }

  private static boolean isShipped(String rules) {
    return rules.equals(Mix.SHIPPED);
  }

  /** Tells the content of the files; empty where there are none. */
  static String digest(List<String> rules) {
    MessageDigest digest = sha256();
    List<String> files = rules.stream().filter(r -> !isShipped(r)).toList();
    files.forEach(f -> digest.update(text(f).getBytes(StandardCharsets.UTF_8)));
    return files.isEmpty() ? "" : HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "rules cannot be read\n  required : --rules with a file that assay infer wrote, or "
              + Mix.SHIPPED
              + "\n  but      : "
              + e,
          e);
    }
  }

  /**
   * The operators of models that are made for some levels of one release.
   *
   * @throws IllegalArgumentException if the rules are not those that the recipe was made with, or
   *     none ship for the release
   */
  static KnownOperators of(Recipe recipe, List<Runner> runners) {
    List<String> rules = recipe.mix().rules();
    String digest = digest(rules);
    if (!recipe.mix().rulesDigest().equals(digest)) {
      throw new IllegalArgumentException(
          "the rules are not those that the tests were made with\n  required : "
              + rules
              + " with the digest "
              + recipe.mix().rulesDigest()
              + "\n  but      : they have the digest "
              + digest);
    }
    return new KnownOperators(
        rules.stream().flatMap(r -> isShipped(r) ? shipped(runners) : file(r)).toList());
  }

  private static Stream<Operator> file(String file) {
    return READ
        .computeIfAbsent(text(file), t -> operators(RulesFromText.of(t.lines().toList())))
        .stream();
  }

  private static Stream<Operator> shipped(List<Runner> runners) {
    Optional<Runner> system =
        runners.stream().filter(r -> !ProbedSupport.isOurs(r.spec())).findFirst();
    return system.stream()
        .flatMap(
            r ->
                READ
                    .computeIfAbsent(
                        r.spec().name() + " " + r.version(),
                        k ->
                            ShippedRules.of(r.spec().name(), r.version())
                                .map(RuleFiles::operators)
                                .orElseThrow(() -> noneShips(r)))
                    .stream());
  }

  private static IllegalArgumentException noneShips(Runner runner) {
    return new IllegalArgumentException(
        "no rules ship for a backend\n  required : a release of which Assay brings rules\n  but      : "
            + runner.spec()
            + " "
            + runner.version()
            + "\n  way out  : assay infer --backend "
            + runner.spec().name()
            + " --out FILE, and --rules FILE");
  }

  private static List<Operator> operators(List<OperatorRules> rules) {
    return rules.stream().map(OperatorFromRules::of).toList();
  }
}
