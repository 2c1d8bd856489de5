package dev.assay.bench;

import dev.assay.core.Choices;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints what an element of an output costs in each family of operators, with its value and its
 * enclosure: the least of some readings of models of one node, over all that were drawn.
 *
 * <pre>java -cp 'target/assay/bench/*:target/assay/lib/*' dev.assay.bench.FamilyCosts</pre>
 */
public final class FamilyCosts {
  private static final int MODELS = 40;
  private static final int WARM_UP = 10;
  private static final int READINGS = 20;

  private FamilyCosts() {}

  public static void main(String[] args) {
    PrintStream out = System.out;
    out.println("| family | definitions | us for a node | ns for an element |");
    out.println("| --- | ---: | ---: | ---: |");
    for (Catalogue.Family family : Catalogue.families()) {
      Cost cost = Cost.of(models(family));
      if (cost.elements > 0) {
        out.printf(
            Locale.ROOT,
            "| %s | %d | %.0f | %.0f |%n",
            family.name(),
            family.operators().size(),
            cost.nanos / 1e3 / cost.models,
            cost.nanos / (double) cost.elements);
      }
    }
  }

  private static List<Found> models(Catalogue.Family family) {
    List<Found> models = new ArrayList<>();
    for (Operator operator : family.operators()) {
      if (Catalogue.drawn().contains(operator)) {
        int opset = operator.domain().isEmpty() ? Math.max(13, operator.since()) : 22;
        ModelGenerator generator =
            new ModelGenerator(
                ModelOptions.STANDARD
                    .withNodes(1)
                    .withOpsets(opset, opset)
                    .withZeros(false)
                    .withOperators(operator::equals));
        for (int seed = 0; seed < MODELS; seed++) {
          Choices choices = Choices.of(seed);
          models.add(InputSearch.standard().find(generator.next(choices), choices.fork(1)));
        }
      }
    }
    return models;
  }

  private record Cost(int models, long nanos, long elements) {

    static Cost of(List<Found> models) {
      long nanos = 0;
      long elements = 0;
      for (int k = 0; k < WARM_UP; k++) {
        models.forEach(m -> GraphReading.of(m.graph(), m.inputs()));
      }
      for (Found m : models) {
        long least = Long.MAX_VALUE;
        for (int k = 0; k < READINGS; k++) {
          long start = System.nanoTime();
          GraphReading reading = GraphReading.of(m.graph(), m.inputs());
          least = Math.min(least, System.nanoTime() - start);
          if (k == 0) {
            elements += reading.outputs().stream().mapToLong(Tensor::size).sum();
          }
        }
        nanos += least;
      }
      return new Cost(models.size(), nanos, elements);
    }
  }
}
