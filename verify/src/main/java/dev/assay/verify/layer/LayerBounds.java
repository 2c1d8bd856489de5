package dev.assay.verify.layer;

import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.bounds.Bounds;
import dev.assay.verify.bounds.NetworkFromGraph;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What bounds and slopes say of a layer over its box, which is halved where they are too loose:
 * over the reals, or for whatever computes in its types in any order of each sum.
 */
final class LayerBounds {
  private final Layer layer;
  private final boolean rounds;
  private final GraphReading reading;
  private final Halving halving;

  /**
   * @param rounds whether numbers are rounded to the types of the layer
   * @param halving of the box
   */
  LayerBounds(Layer layer, boolean rounds, Halving halving) {
    this.layer = layer;
    this.rounds = rounds;
    this.reading = layer.reading();
    this.halving = halving;
  }

  private NetworkFromGraph network() {
    requireFloats();
    return NetworkFromGraph.of(reading);
  }

  private void requireFloats() {
    for (String name : layer.inputs()) {
      if (!layer.type(name).isFloat()) {
        throw new IllegalArgumentException(
            "an input has no bounds\n  required : floats\n  but      : "
                + name
                + " is "
                + layer.type(name));
      }
    }
  }

  /** Whether no number leaves its type and no function its domain. */
  boolean areFinite() {
    return network().isFinite() && areWithin(new Range(-Double.MAX_VALUE, Double.MAX_VALUE));
  }

  /** Whether all outputs lie in a range. */
  boolean areWithin(Range range) {
    NetworkFromGraph network = network();
    int[] units =
        layer.outputs().stream().flatMapToInt(y -> IntStream.of(network.units(y))).toArray();
    return areWithin(network, units, range);
  }

  private boolean areWithin(NetworkFromGraph network, int[] units, Range range) {
    Bounds bounds = new Bounds(network.network(), rounds);
    return holds(
        box -> {
          bounds.enclose(box.low(), box.high());
          return IntStream.of(units).allMatch(u -> isWithin(bounds, u, range));
        });
  }

  /** By its interval or by lines, whichever is closer. */
  private static boolean isWithin(Bounds bounds, int unit, Range range) {
    boolean isAbove = bounds.low(unit) >= range.low() || bounds.least(unit) >= range.low();
    boolean isBelow = bounds.high(unit) <= range.high() || bounds.greatest(unit) <= range.high();
    return isAbove && isBelow;
  }

  /** Whether the outputs along the last axis add up to numbers of a range. */
  boolean sumsAreWithin(Range range) {
    NetworkFromGraph network = network();
    return areWithin(
        network, layer.outputs().stream().flatMapToInt(y -> sums(network, y)).toArray(), range);
  }

  private IntStream sums(NetworkFromGraph network, String output) {
    int together = SumsTo.along(layer.shapeOfOutput(output));
    int[] units = network.units(output);
    int[] sums = new int[units.length / together];
    for (int k = 0; k < sums.length; k++) {
      Map<Integer, BigDecimal> weights = new HashMap<>();
      for (int i = k * together; i < (k + 1) * together; i++) {
        weights.merge(units[i], BigDecimal.ONE, BigDecimal::add);
      }
      sums[k] = network.sum(weights, BigDecimal.ZERO);
    }
    return IntStream.of(sums);
  }

  /** Whether each output is as near to an element of an input as some number. */
  boolean areNear(String input, double tolerance) {
    NetworkFromGraph network = network();
    int[] from = network.units(input);
    int[] differences =
        layer.outputs().stream()
            .flatMapToInt(
                y -> {
                  int[] to = network.units(y);
                  return IntStream.range(0, to.length)
                      .map(k -> difference(network, to[k], from[k]));
                })
            .toArray();
    return areWithin(network, differences, new Range(-tolerance, tolerance));
  }

  private static int difference(NetworkFromGraph network, int x, int y) {
    Map<Integer, BigDecimal> weights = new HashMap<>();
    weights.merge(x, BigDecimal.ONE, BigDecimal::add);
    weights.merge(y, BigDecimal.ONE.negate(), BigDecimal::add);
    return network.sum(weights, BigDecimal.ZERO);
  }

  /** Whether outputs rise, or fall, as a monotone fact says. */
  boolean keepOrder(Monotone fact) {
    if (rounds) {
      return KeptOrder.of(layer, fact).keeps(layer, fact);
    }
    requireFloats();
    return holds(box -> slopesHave(box, fact));
  }

  private boolean slopesHave(Halving.Box box, Monotone fact) {
    Slopes slopes = Slopes.of(layer, box.low(), box.high());
    int place = 0;
    for (String name : layer.inputs()) {
      for (int i = 0; i < Tensor.size(layer.shape(name)); i++, place++) {
        if (fact.moves(name, i) && !slopesHave(slopes, place, fact)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean slopesHave(Slopes slopes, int place, Monotone fact) {
    return layer.outputs().stream()
        .allMatch(
            y ->
                IntStream.range(0, Tensor.size(layer.shapeOfOutput(y)))
                    .filter(fact::isAbout)
                    .mapToObj(k -> slopes.of(y, k, place))
                    .allMatch(s -> fact.rises() ? s.low() >= 0 : s.high() <= 0));
  }

  /**
   * Whether the absolute slopes of each output add up to at most a number; of floats, only where no
   * step rounds.
   */
  boolean slopesAreAtMost(double factor) {
    requireFloats();
    return holds(
        box -> {
          Slopes slopes = Slopes.of(layer, box.low(), box.high());
          return (slopes.areExact() || !rounds)
              && layer.outputs().stream()
                  .allMatch(
                      y ->
                          IntStream.range(0, Tensor.size(layer.shapeOfOutput(y)))
                              .allMatch(k -> slopes.total(y, k) <= factor));
        });
  }

  private boolean holds(Predicate<Halving.Box> claim) {
    List<String> inputs = layer.inputs();
    double[] low =
        inputs.stream()
            .flatMapToDouble(x -> ends(x, layer.range(x).least(layer.type(x))))
            .toArray();
    double[] high =
        inputs.stream()
            .flatMapToDouble(x -> ends(x, layer.range(x).greatest(layer.type(x))))
            .toArray();
    return halving.proves(low, high, claim);
  }

  private DoubleStream ends(String input, double end) {
    return DoubleStream.generate(() -> end).limit(Tensor.size(layer.shape(input)));
  }
}
