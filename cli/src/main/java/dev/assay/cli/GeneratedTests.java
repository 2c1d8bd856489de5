package dev.assay.cli;

import dev.assay.core.Choices;
import dev.assay.core.backend.Runner;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.KnownOperators;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.Kernels;
import dev.assay.core.reading.RefusedNodeException;
import dev.assay.corpus.Phase;
import dev.assay.corpus.Recipe;
import dev.assay.generator.Binding;
import dev.assay.generator.Found;
import dev.assay.generator.GraphShape;
import dev.assay.generator.InputSearch;
import dev.assay.generator.Model;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.Provocation;
import dev.assay.generator.invalid.InvalidModel;
import dev.assay.generator.invalid.InvalidModels;
import dev.assay.generator.seeds.SeededModels;
import dev.assay.generator.seeds.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tests that a recipe makes: models from the generator, inputs from the input search. */
final class GeneratedTests implements TestSource {
  private static final int MODEL = 0;
  private static final int INPUTS = 1;
  private static final int AGAIN = 3;
  private static final int MOST_REDRAWS = 20;
  private static final int TARGET = 2;
  private static final int INVALID = 5;
  private static final int SHAPE = 6;

  /** The part of the choices of a seed that makes the models of the first target; below, others. */
  private static final int MODELS = -1;

  private final Choices choices;
  private final Aims aims;
  private final List<SeededModels> models;
  private final List<ModelOptions> options;
  private final List<Set<GraphShape>> shapes;
  private final double invalid;
  private final Provocation provocation;
  private final Perils perils;
  private final InputSearch search;

  /**
   * @param options for each target
   * @param shapes that its backends run
   */
  private GeneratedTests(
      Recipe recipe,
      Aims aims,
      List<ModelOptions> options,
      List<Set<GraphShape>> shapes,
      Seeds seeds,
      Perils perils) {
    this.options = options;
    this.shapes = shapes;
    this.choices = Choices.of(recipe.seed());
    this.search = InputSearch.before(RecipeOptions.targets(recipe));
    this.provocation = new Provocation(RecipeOptions.targets(recipe));
    this.perils = perils;
    this.aims = aims;
    this.invalid = recipe.mix().invalid();
    double share = SeedModels.share(recipe);
    this.models = options.stream().map(o -> new SeededModels(o, seeds, share)).toList();
  }

  /**
   * Sources that all make the same tests, one for each of some threads.
   *
   * @param aims a model uses only what all backends have that it is made for
   */
  static List<TestSource> of(Recipe recipe, Aims aims, int threads) {
    return all(recipe, aims).limit(threads).map(TestSource.class::cast).toList();
  }

  /** One source. */
  static GeneratedTests of(Recipe recipe, Aims aims) {
    return all(recipe, aims).findFirst().orElseThrow();
  }

  private static Stream<GeneratedTests> all(Recipe recipe, Aims aims) {
    if (SystemKernels.of(aims.runners()) == Kernels.NONE && !recipe.mix().rules().isEmpty()) {
      throw new IllegalArgumentException(
          "nobody says what operators give of which only rules are known"
              + "\n  required : --backend with a system that has them\n  but      : --rules "
              + String.join(",", recipe.mix().rules())
              + " without one");
    }
    List<ModelOptions> options = aims.targets().stream().map(t -> options(recipe, t)).toList();
    List<Set<GraphShape>> shapes = new ArrayList<>();
    for (int k = 0; k < options.size(); k++) {
      List<ProbedSupport> each = ProbedSupport.ofEach(aims.targets().get(k));
      shapes.add(ProbedSupport.shapes(each, options.get(k).mostOpset()));
    }
    Perils perils = Perils.of(aims.runners());
    Seeds seeds = SeedModels.of(recipe);
    return Stream.generate(() -> new GeneratedTests(recipe, aims, options, shapes, seeds, perils));
  }

  private static ModelOptions options(Recipe recipe, List<Runner> runners) {
    Kernels kernels = SystemKernels.of(runners);
    KnownOperators known =
        kernels == Kernels.NONE ? KnownOperators.CATALOGUE : RuleFiles.of(recipe, runners);
    ModelOptions options =
        ModelOptions.STANDARD
            .withNodes(recipe.nodes())
            .withTypes(RecipeOptions.types(recipe))
            .withTargets(RecipeOptions.targets(recipe))
            .withGear(RecipeOptions.gear(recipe))
            .withMotifs(recipe.mix().motifs())
            .withKnown(known, kernels)
            .withOperators(o -> isWanted(o, recipe));
    List<ProbedSupport> support = ProbedSupport.ofEach(runners);
    return withOpsets(options, recipe, support).withSupport(ProbedSupport.ofAll(support));
  }

  /** The version that the recipe asks for, or else those that every backend knows. */
  private static ModelOptions withOpsets(
      ModelOptions options, Recipe recipe, List<ProbedSupport> support) {
    if (recipe.opset() != 0) {
      return options.withOpsets(recipe.opset(), recipe.opset());
    }
    int least = options.leastOpset();
    int most = options.mostOpset();
    for (ProbedSupport each : support) {
      most = Math.min(most, each.newestOpset(least, most));
    }
    return options.withOpsets(least, most);
  }

  private static boolean isWanted(Operator operator, Recipe recipe) {
    boolean included =
        recipe.include().isEmpty()
            ? !Catalogue.isContributed(operator)
            : recipe.include().stream().anyMatch(w -> OperatorNames.names(w, operator));
    return included && recipe.exclude().stream().noneMatch(w -> OperatorNames.names(w, operator));
  }

  private SeededModels generator(long k) {
    return models.get(aims.target(k));
  }

  /** The model of test k as it is drawn first, whatever perils lie in it. */
  Model model(long k) {
    return generator(k).at(choices.fork(MODELS - aims.target(k)), aims.turn(k));
  }

  /** The operators of its models. */
  KnownOperators known() {
    return new KnownOperators(
        options.stream().flatMap(o -> o.known().beside().stream()).distinct().toList());
  }

  /** All that its models are drawn to have in turn. */
  Set<Binding> bindings() {
    return models.stream().flatMap(m -> m.bindings().stream()).collect(Collectors.toSet());
  }

  /**
   * Draws until the system takes all nodes and no peril that is known lies in them, within reason.
   */
  @Override
  public MadeTest make(long k) {
    Choices own = choices.fork(k);
    long generating = 0;
    long searching = 0;
    for (int redraws = 0; ; redraws++) {
      long start = System.nanoTime();
      Model model = redraws == 0 ? model(k) : generator(k).next(own.fork(MODEL));
      long made = System.nanoTime();
      Found first = search.find(model, own.fork(INPUTS));
      Optional<RefusedNodeException> refusal = refusal(first);
      Found found = refusal.isPresent() ? first : provocation.in(model, first, own.fork(TARGET));
      Optional<InvalidModel> broken =
          refusal.isPresent() ? Optional.empty() : broken(found, own.fork(INVALID));
      Found shaped =
          broken.isPresent() || refusal.isPresent()
              ? found
              : GraphShape.in(model, found, shapes.get(aims.target(k)), own.fork(SHAPE));
      boolean bad = refusal.map(e -> !e.isDeadly()).orElseGet(() -> perils.lieIn(shaped));
      boolean again = redraws < MOST_REDRAWS && bad;
      long searched = System.nanoTime();
      generating += made - start;
      searching += searched - made;
      if (!again) {
        return new MadeTest(
            broken.map(InvalidModel::model).orElseGet(() -> OnnxFromGraph.of(shaped.graph())),
            broken.map(InvalidModel::inputs).orElse(shaped.inputs()),
            model.policy(),
            found.how(),
            Map.of(Phase.GENERATE, generating, Phase.SEARCH, searching),
            shaped.enclosed().stream().toList(),
            broken,
            options.get(aims.target(k)));
      }
      own = own.fork(AGAIN);
    }
  }

  /** Why the system takes a node of its own on none of the inputs that were tried. */
  private static Optional<RefusedNodeException> refusal(Found found) {
    try {
      if (!found.isGood()) {
        found.reading();
      }
      return Optional.empty();
    } catch (RefusedNodeException e) {
      return Optional.of(e);
    }
  }

  /** The test with one rule broken, where it is drawn to be so and has a place for that. */
  private Optional<InvalidModel> broken(Found found, Choices own) {
    return own.chance(invalid)
        ? InvalidModels.of(found.reading(), found.inputs(), own)
        : Optional.empty();
  }
}
