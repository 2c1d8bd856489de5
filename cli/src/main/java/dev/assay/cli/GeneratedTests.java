package dev.assay.cli;

import dev.assay.core.Choices;
import dev.assay.core.backend.Runner;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.corpus.Phase;
import dev.assay.corpus.Recipe;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.Model;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.SpecialValues;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tests that a recipe makes: models from the generator, inputs from the input search. */
final class GeneratedTests implements TestSource {
  private static final int MODEL = 0;
  private static final int INPUTS = 1;
  private static final int AGAIN = 3;
  private static final int MOST_REDRAWS = 20;
  private static final int SPECIAL = 2;

  private final Choices choices;
  private final ModelGenerator models;
  private final boolean special;
  private final Perils perils;
  private final InputSearch search = InputSearch.standard();

  private GeneratedTests(Recipe recipe, ModelOptions options, Perils perils) {
    this.choices = Choices.of(recipe.seed());
    this.special = recipe.special();
    this.perils = perils;
    this.models = new ModelGenerator(options);
  }

  /**
   * Sources that all make the same tests, one for each of some threads.
   *
   * @param runners models use only what all of these have
   */
  static List<TestSource> of(Recipe recipe, List<Runner> runners, int threads) {
    ModelOptions options = options(recipe, runners);
    Perils perils = Perils.of(runners);
    return Stream.generate(() -> (TestSource) new GeneratedTests(recipe, options, perils))
        .limit(threads)
        .toList();
  }

  private static ModelOptions options(Recipe recipe, List<Runner> runners) {
    ModelOptions options =
        ModelOptions.STANDARD
            .withNodes(recipe.nodes())
            .withTypes(RecipeOptions.types(recipe))
            .withOperators(o -> isWanted(o, recipe));
    if (recipe.opset() != 0) {
      options = options.withOpsets(recipe.opset(), recipe.opset());
    }
    return options.withSupport(ProbedSupport.ofAll(runners));
  }

  private static boolean isWanted(Operator operator, Recipe recipe) {
    boolean included =
        recipe.include().isEmpty()
            ? !Catalogue.isContributed(operator)
            : recipe.include().stream().anyMatch(w -> OperatorNames.names(w, operator));
    return included && recipe.exclude().stream().noneMatch(w -> OperatorNames.names(w, operator));
  }

  /** Draws until no peril that is known of the backends lies in the model, within reason. */
  @Override
  public MadeTest make(long k) {
    Choices own = choices.fork(k);
    long generating = 0;
    long searching = 0;
    for (int redraws = 0; ; redraws++) {
      long start = System.nanoTime();
      Model model = models.next(own.fork(MODEL));
      long made = System.nanoTime();
      Found found = search.find(model, own.fork(INPUTS));
      boolean again = redraws < MOST_REDRAWS && perils.lieIn(found);
      long searched = System.nanoTime();
      generating += made - start;
      searching += searched - made;
      if (!again) {
        return new MadeTest(
            OnnxFromGraph.of(found.graph()),
            special
                ? SpecialValues.among(found.inputs(), model, own.fork(SPECIAL))
                : found.inputs(),
            Map.of(Phase.GENERATE, generating, Phase.SEARCH, searching));
      }
      own = own.fork(AGAIN);
    }
  }
}
