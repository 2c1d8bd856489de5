package dev.assay.cli;

import dev.assay.core.backend.Runner;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.Recipe;
import dev.assay.oracle.reduce.Reducer.Start;
import java.util.ArrayList;
import java.util.List;

/** The smaller models that the choices of a test make when they are asked for fewer nodes. */
final class Redraws {
  private Redraws() {}

  /**
   * The test of a campaign with one node, two and so on; none of a case that is not one of a
   * campaign's, or whose backends are not there any more.
   */
  static List<Start> of(GivenCase given) {
    if (given.note().flatMap(CaseNote::recipe).isEmpty()) {
      return List.of();
    }
    Recipe recipe = given.note().get().recipe().get();
    List<Runner> runners = Backends.more(recipe.backends());
    List<Start> smaller = new ArrayList<>();
    try {
      for (int nodes = 1; nodes < Math.min(recipe.nodes(), given.graph().nodes().size()); nodes++) {
        Recipe less = recipe.withNodes(nodes);
        MadeTest made =
            GeneratedTests.of(less, Backends.aims(runners), 1)
                .get(0)
                .make(given.note().get().test());
        if (made.invalid().isEmpty()) {
          smaller.add(new Start(GraphFromOnnx.of(made.model()), made.inputs()));
        }
      }
    } finally {
      Backends.close(runners);
    }
    return smaller;
  }
}
