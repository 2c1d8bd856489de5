package dev.assay.cli;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.tensor.DType;
import dev.assay.corpus.Mix;
import dev.assay.corpus.Recipe;
import dev.assay.generator.Gear;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.Provocation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which models are made. */
final class RecipeOptions {
  private static final int NODES = 10;
  private static final int OLDEST_OPSET = 13;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Nodes in a model (default: " + NODES + ").")
  private @Nullable Integer nodes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description =
          "Decides every draw: the same seed makes the same tests (default: new, and printed).")
  private @Nullable Long seed;

  @Option(
      names = "--include",
      paramLabel = "OPS",
      split = ",",
      description =
          "Only these operators, such as Conv,Relu; all of a domain by its name, such as ai.onnx"
              + " (default: all but those of com.microsoft, which compilers make themselves).")
  private @Nullable List<String> include;

  @Option(
      names = "--exclude",
      paramLabel = "OPS",
      split = ",",
      description = "None of these operators.")
  private @Nullable List<String> exclude;

  @Option(
      names = "--types",
      paramLabel = "TYPES",
      split = ",",
      description = "Only these element types, such as float32,int64.")
  private @Nullable List<String> types;

  @Option(
      names = "--opset",
      paramLabel = "N",
      description = "Only this version of ONNX's operators (default: drawn for each model).")
  private @Nullable Integer opset;

  @Option(
      names = "--target",
      paramLabel = "BEHAVIOURS",
      split = ",",
      description =
          "Make most models meet one of these, such as division-by-zero,special-floats; docs/operators.md"
              + " lists them (default: none, and what ONNX leaves open is avoided, as NaN and infinity"
              + " are).")
  private @Nullable List<String> targets;

  @Option(
      names = "--motif",
      paramLabel = "LINE",
      description =
          "Begin most models with these nodes, such as 'Pad=p > MaxPool=m where p.pads[2] >="
              + " m.kernel_shape[0]'; one --motif for each. docs/generator.md tells the form.")
  private @Nullable List<String> motifs;

  @Option(
      names = "--gear",
      paramLabel = "GEAR",
      description =
          "How sizes come about: concrete, node by node; symbolic, by a solver over whole models, sixteen"
              + " to a structure; or mixed (default: mixed, one in ten symbolic).")
  private @Nullable String gear;

  @Option(
      names = "--seeds",
      paramLabel = "PATH",
      description = {
        "Take parts of the models there: an .onnx, a folder, or a zip; half of the tests have some.",
        "shipped: those that Assay brings, in a tenth of the tests; none: no seeds."
      })
  private @Nullable String seeds;

  @Option(
      names = "--rules",
      paramLabel = "FILE,...",
      split = ",",
      description = {
        "Draw operators beside the catalogue's of which only rules are known, from files that assay"
            + " infer wrote; levels of the system are held against its unoptimised one.",
        "shipped: the rules that Assay brings for the release of each backend; none: no rules."
      })
  private @Nullable List<String> rules;

  @Option(
      names = "--invalid",
      paramLabel = "SHARE",
      arity = "0..1",
      fallbackValue = "1",
      description =
          "Make this share of the models invalid on purpose, by one rule each, or all of them"
              + " (default: 0). A backend must refuse such a model cleanly.")
  private @Nullable Double invalid;

  /**
   * The recipe that the options say; what they leave open is as in the campaign that they continue,
   * or else the usual.
   *
   * @param backends empty where none are given
   * @param usualSeeds where no seeds are named
   * @throws IllegalArgumentException if a word is unknown or a number makes no sense
   */
  Recipe recipe(
      Optional<Recipe> stored,
      List<String> backends,
      List<String> usualBackends,
      String usualSeeds) {
    Recipe base =
        stored.orElseGet(
            () ->
                new Recipe(
                    Seeds.fresh(),
                    NODES,
                    List.of(),
                    List.of(),
                    List.of(),
                    0,
                    List.of(),
                    "",
                    usualBackends,
                    Mix.NOTHING.withSeeds(usualSeeds, "")));
    Recipe recipe =
        new Recipe(
            Objects.requireNonNullElse(seed, base.seed()),
            Objects.requireNonNullElse(nodes, base.nodes()),
            operators(include, base.include(), named(base.mix())),
            operators(exclude, base.exclude(), named(base.mix())),
            types == null ? base.types() : types.stream().map(t -> type(t).toString()).toList(),
            Objects.requireNonNullElse(opset, base.opset()),
            targets == null ? base.targets() : targets.stream().map(RecipeOptions::known).toList(),
            gear == null ? base.gear() : gear(gear).label(),
            backends.isEmpty() ? base.backends() : backends,
            mix(base.mix()));
    requireSense(recipe);
    return recipe;
  }

  /** What is mixed in; other seeds than those of the campaign are told apart by their digest. */
  private Mix mix(Mix base) {
    String which = seeds == null ? base.seeds() : SeedModels.named(seeds);
    return base.withSeeds(which, SeedModels.of(which).digest())
        .withMotifs(motifs == null ? base.motifs() : motifs)
        .withRules(named(base), RuleFiles.digest(named(base)))
        .withInvalid(Objects.requireNonNullElse(invalid, base.invalid()));
  }

  private List<String> named(Mix base) {
    return rules == null ? base.rules() : RuleFiles.named(rules);
  }

  private static void requireSense(Recipe recipe) {
    double share = recipe.mix().invalid();
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "no such share of the models\n  required : --invalid from 0 to 1\n  but      : " + share);
    }
    requireKnown(recipe.mix().motifs());
    if (recipe.nodes() < 1 || recipe.nodes() > 1000) {
      throw new IllegalArgumentException(
          "a model of so many nodes is not made\n  required : --nodes from 1 to 1000\n  but      : "
              + recipe.nodes());
    }
    if (recipe.opset() != 0 && recipe.opset() < OLDEST_OPSET) {
      throw new IllegalArgumentException(
          "models of so old an opset are not made\n  required : --opset from "
              + OLDEST_OPSET
              + " up\n  but      : "
              + recipe.opset());
    }
    List<String> both = recipe.include().stream().filter(recipe.exclude()::contains).toList();
    if (!both.isEmpty()) {
      throw new IllegalArgumentException(
          "an operator is both included and excluded\n  but : " + String.join(", ", both));
    }
  }

  private static void requireKnown(List<String> motifs) {
    List<String> known = OperatorNames.all();
    for (String name : ModelOptions.STANDARD.withMotifs(motifs).operatorsOfMotifs()) {
      if (!known.contains(name)) {
        throw Suggestions.unknown("operator", name, known, "see assay ops");
      }
    }
  }

  /**
   * @param rules of more operators, which are read when it is known on which systems they run
   */
  private static List<String> operators(
      @Nullable List<String> given, List<String> otherwise, List<String> rules) {
    if (given == null) {
      return otherwise;
    }
    List<String> known = OperatorNames.all();
    for (String name : given) {
      if (!known.contains(name) && rules.isEmpty()) {
        throw Suggestions.unknown("operator", name, known, "see assay ops");
      }
    }
    return given;
  }

  private static DType type(String name) {
    return Arrays.stream(DType.values())
        .filter(t -> t.toString().equals(name) || t.label().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> known = Arrays.stream(DType.values()).map(DType::toString).toList();
              return Suggestions.unknown("element type", name, known, String.join(" ", known));
            });
  }

  private static String known(String label) {
    Optional<Behaviour> behaviour = Behaviour.named(label).filter(Provocation::isPossible);
    if (behaviour.isEmpty()) {
      List<String> known =
          Arrays.stream(Behaviour.values())
              .filter(Provocation::isPossible)
              .map(Behaviour::label)
              .toList();
      throw Suggestions.unknown("behaviour", label, known, String.join(" ", known));
    }
    return label;
  }

  private static Gear gear(String label) {
    return Gear.named(label)
        .orElseThrow(
            () -> {
              List<String> known = Arrays.stream(Gear.values()).map(Gear::label).toList();
              return Suggestions.unknown("gear", label, known, String.join(" ", known));
            });
  }

  /** The gear that a recipe asks for. */
  static Gear gear(Recipe recipe) {
    return recipe.gear().isEmpty() ? ModelOptions.STANDARD.gear() : gear(recipe.gear());
  }

  /** The behaviours that a recipe aims at. */
  static Set<Behaviour> targets(Recipe recipe) {
    EnumSet<Behaviour> targets = EnumSet.noneOf(Behaviour.class);
    recipe.targets().forEach(label -> Behaviour.named(label).ifPresent(targets::add));
    return targets;
  }

  /** The element types that a recipe allows. */
  static Set<DType> types(Recipe recipe) {
    if (recipe.types().isEmpty()) {
      return DType.ANY;
    }
    EnumSet<DType> types = EnumSet.noneOf(DType.class);
    recipe.types().forEach(t -> types.add(type(t)));
    return types;
  }
}
