package dev.assay.cli;

import dev.assay.core.Choices;
import dev.assay.core.expr.Range;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.Phase;
import dev.assay.corpus.Recipe;
import dev.assay.generator.InputDraw;
import dev.assay.generator.Model;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tests that a recipe makes: models from the generator, inputs from the input search. */
final class GeneratedTests implements TestSource {
  private static final int MODEL = 0;
  private static final int INPUTS = 1;

  private final Choices choices;
  private final ModelGenerator models;

  GeneratedTests(Recipe recipe) {
    this.choices = Choices.of(recipe.seed());
    this.models = new ModelGenerator(options(recipe));
  }

  private static ModelOptions options(Recipe recipe) {
    ModelOptions options =
        ModelOptions.STANDARD
            .withNodes(recipe.nodes())
            .withTypes(RecipeOptions.types(recipe))
            .withOperators(
                o ->
                    (recipe.include().isEmpty() || recipe.include().contains(o.name()))
                        && !recipe.exclude().contains(o.name()));
    return recipe.opset() == 0 ? options : options.withOpsets(recipe.opset(), recipe.opset());
  }

  private static Map<String, Tensor> inputs(Model model, Choices choices) {
    InputDraw draw = choices.of(List.of(InputDraw.values()));
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value v : model.graph().feeds()) {
      inputs.put(
          v.name(),
          draw.draw(
              choices,
              v.type().element(),
              model.data().getOrDefault(v.name(), Range.ALL),
              v.type().shape().orElseThrow().numbers()));
    }
    return inputs;
  }

  @Override
  public MadeTest make(long k) {
    Choices own = choices.fork(k);
    long start = System.nanoTime();
    Model model = models.next(own.fork(MODEL));
    long made = System.nanoTime();
    Map<String, Tensor> inputs = inputs(model, own.fork(INPUTS));
    long searched = System.nanoTime();
    return new MadeTest(
        OnnxFromGraph.of(model.graph()),
        inputs,
        Map.of(Phase.GENERATE, made - start, Phase.SEARCH, searched - made));
  }
}
