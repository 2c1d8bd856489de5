package dev.assay.laws;

import dev.assay.core.Choices;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Models of one node with inputs, drawn for each definition of the catalogue. */
final class Draws {
  /** Models a definition. */
  static final int COUNT = 20;

  /** Models that are drawn at most in search of a rare one. */
  private static final int MOST = 2000;

  /** How often a model without a node is drawn again. */
  private static final int AGAIN = 5;

  private static final Map<Operator, List<Found>> DRAWN = new ConcurrentHashMap<>();

  private static final Set<DType> WITH_FLOAT64 =
      DType.setOf(DType.FLOAT64, DType.INT64, DType.INT32, DType.BOOL);

  private Draws() {}

  /** Models over every type. */
  static List<Found> of(Operator operator) {
    return DRAWN.computeIfAbsent(operator, o -> draw(o, DType.ANY));
  }

  /** Models whose only float type is float64; none for an operator that has no such form. */
  static List<Found> ofFloat64(Operator operator) {
    try {
      return draw(operator, WITH_FLOAT64);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  /** More models over every type, in every opset in which the definition holds. */
  static Stream<Found> more(Operator operator) {
    List<ModelGenerator> generators =
        opsets(operator).mapToObj(o -> generator(operator, DType.ANY, o)).toList();
    return IntStream.range(0, MOST).mapToObj(k -> draw(generators.get(k % generators.size()), k));
  }

  private static IntStream opsets(Operator operator) {
    int newest = Math.max(operator.since(), ModelOptions.STANDARD.mostOpset());
    return IntStream.rangeClosed(13, newest).filter(o -> holds(operator, o));
  }

  private static boolean holds(Operator operator, int opset) {
    int version = operator.domain().isEmpty() ? opset : operator.since();
    return Catalogue.find(operator.domain(), operator.name(), version)
        .equals(Optional.of(operator));
  }

  private static List<Found> draw(Operator operator, Set<DType> types) {
    ModelGenerator generator = generator(operator, types, Math.max(13, operator.since()));
    return IntStream.range(0, COUNT).mapToObj(k -> draw(generator, k)).toList();
  }

  /** The model of a number; where its node could not be drawn, the next that has one. */
  private static Found draw(ModelGenerator generator, int k) {
    Found found = draw(generator, Choices.of(k));
    for (int more = 1; found.graph().nodes().isEmpty() && more <= AGAIN; more++) {
      found = draw(generator, Choices.of(k).fork(more));
    }
    return found;
  }

  private static Found draw(ModelGenerator generator, Choices choices) {
    return InputSearch.standard().find(generator.next(choices), choices.fork(1));
  }

  private static ModelGenerator generator(Operator operator, Set<DType> types, int opset) {
    ModelOptions options =
        ModelOptions.STANDARD
            .withNodes(1)
            .withTypes(types)
            .withOpsets(opset, opset)
            .withElements(512)
            .withOperators(operator::equals);
    return new ModelGenerator(options);
  }
}
