package dev.assay.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that decides what test k of a campaign is.
 *
 * @param nodes how many nodes a model has
 * @param include the only operators that models use; empty for all
 * @param exclude operators that models never use
 * @param types the only element types that models use; empty for all
 * @param opset of the models; 0 for any
 * @param targets the behaviours that models and inputs are drawn to meet; by default none
 * @param gear how the sizes of models come about: concrete, symbolic or mixed; empty for the usual
 * @param backends that run the tests: models use what they have
 * @param mix what comes in beside drawn models
 */
public record Recipe(
    long seed,
    int nodes,
    List<String> include,
    List<String> exclude,
    List<String> types,
    int opset,
    List<String> targets,
    String gear,
    List<String> backends,
    @Nullable Mix mix) {

  public Recipe {
    mix = Objects.requireNonNullElse(mix, Mix.NOTHING); // campaigns of old have none
    include = include.stream().sorted().distinct().toList();
    exclude = exclude.stream().sorted().distinct().toList();
    types = types.stream().sorted().distinct().toList();
    targets = targets.stream().sorted().distinct().toList();
    gear = Objects.requireNonNullElse(gear, ""); // of a campaign from before there were gears
    backends = List.copyOf(backends);
  }

  /** A recipe of drawn models alone. */
  public Recipe(
      long seed,
      int nodes,
      List<String> include,
      List<String> exclude,
      List<String> types,
      int opset,
      List<String> targets,
      String gear,
      List<String> backends) {
    this(seed, nodes, include, exclude, types, opset, targets, gear, backends, Mix.NOTHING);
  }

  @Override
  public Mix mix() {
    return Objects.requireNonNull(mix);
  }

  /** The same with something else mixed in. */
  public Recipe with(Mix other) {
    return new Recipe(seed, nodes, include, exclude, types, opset, targets, gear, backends, other);
  }

  /** All of it as options of the command line. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    words.add("--seed " + seed);
    words.add("--nodes " + nodes);
    list(words, "--include", include);
    list(words, "--exclude", exclude);
    list(words, "--types", types);
    if (opset != 0) {
      words.add("--opset " + opset);
    }
    list(words, "--target", targets);
    if (!gear.isEmpty()) {
      words.add("--gear " + gear);
    }
    words.addAll(mix().options());
    backends.forEach(b -> words.add("--backend " + b));
    return String.join(" ", words);
  }

  private static void list(List<String> words, String option, List<String> values) {
    if (!values.isEmpty()) {
      words.add(option + " " + String.join(",", values));
    }
  }
}
