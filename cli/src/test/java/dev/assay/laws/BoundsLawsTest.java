package dev.assay.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.graph.Value;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.ExactReading;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.UnsupportedNodeException;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.verify.bounds.Bounds;
import dev.assay.verify.bounds.NetworkFromGraph;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of the bounds reading. The law: whatever input is taken from a box, the value that the
 * model has there lies in the bounds that hold in the types of the model, and the exact number in
 * those over the reals.
 */
class BoundsLawsTest {
  /** Models a definition. */
  private static final int COUNT = 2;

  private static final int MODELS = 30;
  private static final int POINTS = 4;

  /** Units up to which a model is bounded here. */
  private static final int MOST_UNITS = 600;

  /** How many outputs of a model are bounded by lines as well. */
  private static final int LINED = 4;

  static Stream<Operator> operators() {
    return Catalogue.drawn().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void valuesOfAnOperatorLieInItsBounds(Operator operator) {
    Draws.of(operator).stream().limit(COUNT).forEach(BoundsLawsTest::boundedOutputs);
  }

  @Test
  void valuesOfModelsLieInTheirBounds() {
    ModelGenerator generator =
        new ModelGenerator(ModelOptions.STANDARD.withNodes(6).withElements(64));
    int bounded =
        IntStream.range(0, MODELS).map(k -> boundedOutputs(model(generator, Choices.of(k)))).sum();
    assertThat(bounded).as("outputs with finite bounds").isGreaterThan(100);
  }

  private static Found model(ModelGenerator generator, Choices choices) {
    return InputSearch.standard().find(generator.next(choices), choices.fork(1));
  }

  /** Checks a model; says of how many elements of its outputs there are finite bounds. */
  private static int boundedOutputs(Found f) {
    GraphReading reading = GraphReading.values(f.graph(), f.inputs());
    NetworkFromGraph network;
    try {
      network = NetworkFromGraph.of(reading);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).contains("cannot be proved about");
      return 0;
    }
    if (network.network().size() > MOST_UNITS) {
      return 0;
    }
    int bounded = 0;
    for (double width : new double[] {0, 0.01, 1}) {
      bounded += new Boxed(f, network, width).check();
    }
    return bounded;
  }

  /** A model over a box around its inputs. */
  private record Boxed(Found found, NetworkFromGraph network, double width) {

    int check() {
      Map<String, int[]> units = new LinkedHashMap<>();
      for (Value v : found.graph().outputs()) {
        if (v.type().element().isFloat()) {
          units.put(v.name(), network.units(v.name()));
        }
      }
      Bounds inModel = new Bounds(network.network(), true);
      Bounds inReals = new Bounds(network.network(), false);
      inModel.enclose(corner(-1), corner(1));
      inReals.enclose(corner(-1), corner(1));
      Map<String, double[][]> model = ends(units, inModel);
      Map<String, double[][]> reals = ends(units, inReals);
      Choices choices = Choices.of(1);
      for (int p = 0; p < POINTS; p++) {
        Map<String, Tensor> inputs = point(choices, p);
        GraphReading values = GraphReading.values(found.graph(), inputs);
        model.forEach((name, ends) -> valuesLieIn(values, name, ends, inputs));
        exact(values)
            .ifPresent(e -> reals.forEach((name, ends) -> exactLiesIn(e, name, ends, inputs)));
      }
      return (int)
          model.values().stream()
              .flatMapToDouble(e -> Arrays.stream(e[0]))
              .filter(Double::isFinite)
              .count();
    }

    private double[] corner(int side) {
      return found.graph().feeds().stream()
          .map(this::input)
          .filter(t -> t.type().isFloat())
          .flatMapToDouble(t -> Arrays.stream(t.reals()).map(x -> side * reach(x) + x))
          .toArray();
    }

    private Tensor input(Value v) {
      return Objects.requireNonNull(found.inputs().get(v.name()));
    }

    private double reach(double x) {
      return width * Math.max(1, Math.abs(x));
    }

    private Map<String, Tensor> point(Choices choices, int number) {
      Map<String, Tensor> inputs = new LinkedHashMap<>(found.inputs());
      found
          .graph()
          .feeds()
          .forEach(
              v -> {
                Tensor t = input(v);
                if (t.type().isFloat()) {
                  inputs.put(v.name(), moved(t, choices, number));
                }
              });
      return inputs;
    }

    /** First two corners, then points between. */
    private Tensor moved(Tensor t, Choices choices, int number) {
      double[] moved = new double[t.size()];
      for (int k = 0; k < moved.length; k++) {
        double x = t.reals()[k];
        double side = number < 2 ? 2 * number - 1 : 2 * choices.unit() - 1;
        DType type = t.type();
        double to = x + side * reach(x);
        moved[k] = width == 0 ? x : side > 0 ? type.down(to) : type.up(to);
      }
      return Tensor.of(t.type(), t.shape(), moved);
    }

    private Map<String, double[][]> ends(Map<String, int[]> units, Bounds bounds) {
      Map<String, double[][]> ends = new LinkedHashMap<>();
      units.forEach(
          (name, places) -> {
            double[][] of = new double[2][places.length];
            for (int k = 0; k < places.length; k++) {
              boolean lined = k < LINED;
              of[0][k] = lined ? bounds.least(places[k]) : bounds.low(places[k]);
              of[1][k] = lined ? bounds.greatest(places[k]) : bounds.high(places[k]);
            }
            ends.put(name, of);
          });
      return ends;
    }

    private void valuesLieIn(
        GraphReading values, String name, double[][] ends, Map<String, Tensor> inputs) {
      Tensor t = values.value(name);
      for (int k = 0; k < t.size(); k++) {
        assertThat(ends[0][k] == Double.NEGATIVE_INFINITY || t.reals()[k] >= ends[0][k])
            .as(at(name, k, t.reals()[k] + " >= " + ends[0][k], inputs))
            .isTrue();
        assertThat(ends[1][k] == Double.POSITIVE_INFINITY || t.reals()[k] <= ends[1][k])
            .as(at(name, k, t.reals()[k] + " <= " + ends[1][k], inputs))
            .isTrue();
      }
    }

    private void exactLiesIn(
        ExactReading exact, String name, double[][] ends, Map<String, Tensor> inputs) {
      for (int k = 0; k < ends[0].length; k++) {
        assertThat(exact.isBetween(name, k, ends[0][k], ends[1][k]))
            .as(at(name, k, exact.describe(name, k) + " over the reals", inputs))
            .isTrue();
      }
    }

    private String at(String name, int k, String what, Map<String, Tensor> inputs) {
      return "%s[%d]: %s, width %s in %s%n%s"
          .formatted(name, k, what, width, found.graph(), inputs);
    }

    private static Optional<ExactReading> exact(GraphReading values) {
      try {
        return Optional.of(ExactReading.of(values));
      } catch (UnsupportedNodeException e) {
        return Optional.empty();
      }
    }
  }
}
