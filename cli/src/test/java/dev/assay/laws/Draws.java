package dev.assay.laws;

import dev.assay.core.Choices;
import dev.assay.core.operator.Operator;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Models of one node with inputs, drawn for each definition of the catalogue. */
final class Draws {
  /** Models a definition. */
  static final int COUNT = 20;

  private static final Map<Operator, List<Found>> DRAWN = new ConcurrentHashMap<>();

  private Draws() {}

  static List<Found> of(Operator operator) {
    return DRAWN.computeIfAbsent(operator, Draws::draw);
  }

  private static List<Found> draw(Operator operator) {
    ModelOptions options =
        ModelOptions.STANDARD
            .withNodes(1)
            .withOpsets(operator.since(), operator.since())
            .withElements(512)
            .withOperators(operator::equals);
    ModelGenerator generator = new ModelGenerator(options);
    List<Found> found = new ArrayList<>();
    for (int k = 0; k < COUNT; k++) {
      Choices choices = Choices.of(k);
      found.add(InputSearch.standard().find(generator.next(choices), choices.fork(1)));
    }
    return found;
  }
}
