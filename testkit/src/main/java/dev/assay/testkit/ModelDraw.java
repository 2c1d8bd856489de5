package dev.assay.testkit;

import dev.assay.core.Choices;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.Model;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import java.util.Optional;

/** Draws models with inputs on which all that they compute is finite and specified. */
final class ModelDraw {
  private static final int MODEL = 0;
  private static final int INPUTS = 1;

  private final ModelGenerator models;

  ModelDraw(ModelOptions options) {
    this.models = new ModelGenerator(options);
  }

  /** What choices make; empty if no such inputs are found. */
  Optional<ModelCase> of(Choices choices) {
    Model model = models.next(choices.fork(MODEL));
    Found found = InputSearch.standard().find(model, choices.fork(INPUTS));
    return found.isGood()
        ? Optional.of(new ModelCase(found.graph(), found.inputs()))
        : Optional.empty();
  }

  /** The first case among the forks of some choices. */
  ModelCase first(Choices choices) {
    return Drawn.first(choices, fork -> of(Choices.of(fork)));
  }
}
