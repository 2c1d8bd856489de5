package dev.assay.verify.image;

import dev.assay.core.graph.Graph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.bounds.Bounds;
import dev.assay.verify.bounds.Network;
import dev.assay.verify.bounds.NetworkFromGraph;
import dev.assay.verify.exact.Rational;
import dev.assay.verify.solver.Linear;
import dev.assay.verify.solver.SolverReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The refinement of a region layer by layer (Huang et al., 2017, definitions 4 to 6): around the
 * activation of each layer a box that holds what the layer makes of all of the region before it.
 * That it does is the obligation of a layer; bounds prove it in the types of the model, and Z3
 * discharges it once more over the reals, unit by unit. What keeps the label on the whole region of
 * a layer keeps it on that of the image.
 */
final class Refinement {
  /** With more places that bend either way Z3 is not asked about a unit. */
  private static final int MOST_BENDS = 8;

  private final Layers layers;
  private final Space space;
  private final DType type;
  private long obligations;
  private long discharged;
  private double[] low;
  private double[] high;

  Refinement(Layers layers, Space space, DType type) {
    this.layers = layers;
    this.space = space;
    this.type = type;
    Cell whole = Cell.whole(space);
    this.low = space.corner(whole.from());
    this.high = space.corner(whole.to());
  }

  /** What came of a layer. */
  LayerAnswer answer(int layer, boolean isSafe) {
    String value = layers.get(layer).value();
    return new LayerAnswer(layer, value, 1, isSafe ? 1 : 0, obligations, discharged);
  }

  /** The region of a layer as a space: each unit at its least, as it is, and at its greatest. */
  Space at(int layer) {
    step(layers.toFirst(space.graph()), space.shape());
    for (int k = 1; k < layer; k++) {
      step(layers.between(k), layers.shape(k));
    }
    List<double[]> grid = new ArrayList<>();
    double[] activation = layers.activation(layer);
    for (int j = 0; j < low.length; j++) {
      grid.add(
          Arrays.stream(new double[] {low[j], activation[j], high[j]})
              .sorted()
              .distinct()
              .toArray());
    }
    return new Space(layers.after(layer), layers.shape(layer), grid, true, space.label());
  }

  private void step(Graph part, int[] shape) {
    String input = part.feeds().get(0).name();
    double[] inside = Arrays.stream(low).map(type::nearest).toArray();
    GraphReading reading = GraphReading.values(part, Map.of(input, Tensor.of(type, shape, inside)));
    String output = part.outputs().get(0).name();
    NetworkFromGraph units = NetworkFromGraph.of(reading);
    int[] places = units.units(output);
    Network network = units.network();
    Bounds bounds = new Bounds(network, true);
    bounds.enclose(low, high);
    double[] nextLow = new double[places.length];
    double[] nextHigh = new double[places.length];
    for (int j = 0; j < places.length; j++) {
      nextLow[j] = type.down(Math.max(bounds.low(places[j]), bounds.least(places[j])));
      nextHigh[j] = type.up(Math.min(bounds.high(places[j]), bounds.greatest(places[j])));
    }
    discharge(reading, output, nextLow, nextHigh);
    low = nextLow;
    high = nextHigh;
  }

  private void discharge(GraphReading reading, String output, double[] nextLow, double[] nextHigh) {
    obligations += 2L * nextLow.length;
    try (SolverReading terms = SolverReading.of(reading, rationals(low), rationals(high))) {
      for (int j = 0; j < nextLow.length; j++) {
        Linear unit = terms.element(output, j);
        Linear least = Linear.of(Rational.of(nextLow[j]));
        Linear greatest = Linear.of(Rational.of(nextHigh[j]));
        if (terms.bends(unit) <= MOST_BENDS) {
          discharged += terms.belowZero(unit.minus(least)).isNone() ? 1 : 0;
          discharged += terms.belowZero(greatest.minus(unit)).isNone() ? 1 : 0;
        }
      }
    } catch (IllegalArgumentException e) { // something has no term: bounds alone say it
      return;
    }
  }

  private static List<Rational> rationals(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(Rational::of).toList();
  }
}
