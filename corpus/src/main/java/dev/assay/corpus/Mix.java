package dev.assay.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a campaign mixes into the models that it draws.
 *
 * @param seeds the models of which parts are taken: a path, {@link #SHIPPED}, or {@link #NO_SEEDS}
 * @param digest tells their content, so that other seeds are noticed; empty where there are none
 * @param invalid how many of the models are invalid on purpose
 * @param rewrites how many rewritten forms of a test are run, on average
 * @param motifs the nodes that most models begin with, each a line
 * @param rules of more operators than Assay defines: {@link #SHIPPED}, or paths of files
 * @param rulesDigest tells the content of these files; empty where there are none
 */
public record Mix(
    String seeds,
    String digest,
    double invalid,
    double rewrites,
    List<String> motifs,
    List<String> rules,
    String rulesDigest) {

  public Mix { // campaigns of old lack some
    motifs = List.copyOf(Objects.requireNonNullElse(motifs, List.of()));
    rules = List.copyOf(Objects.requireNonNullElse(rules, List.of()));
    rulesDigest = Objects.requireNonNullElse(rulesDigest, "");
  }

  /** The seeds that Assay brings. */
  public static final String SHIPPED = "shipped";

  /** No seeds. */
  public static final String NO_SEEDS = "none";

  /** Nothing but drawn models. */
  public static final Mix NOTHING = new Mix(NO_SEEDS, "", 0, 0, List.of(), List.of(), "");

  public Mix withSeeds(String which, String digestOfThem) {
    return new Mix(which, digestOfThem, invalid, rewrites, motifs, rules, rulesDigest);
  }

  public Mix withInvalid(double share) {
    return new Mix(seeds, digest, share, rewrites, motifs, rules, rulesDigest);
  }

  public Mix withRewrites(double forms) {
    return new Mix(seeds, digest, invalid, forms, motifs, rules, rulesDigest);
  }

  public Mix withMotifs(List<String> lines) {
    return new Mix(seeds, digest, invalid, rewrites, lines, rules, rulesDigest);
  }

  public Mix withRules(List<String> which, String digestOfThem) {
    return new Mix(seeds, digest, invalid, rewrites, motifs, which, digestOfThem);
  }

  /** All of it that is not usual, as options of the command line. */
  List<String> options() {
    List<String> words = new ArrayList<>();
    if (!seeds.equals(NO_SEEDS)) {
      words.add("--seeds " + seeds);
    }
    if (invalid != 0) {
      words.add("--invalid " + invalid);
    }
    if (rewrites != 0) {
      words.add("--rewrites " + rewrites);
    }
    if (!rules.isEmpty()) {
      words.add("--rules " + String.join(",", rules));
    }
    motifs.forEach(line -> words.add("--motif '" + line + "'"));
    return words;
  }
}
