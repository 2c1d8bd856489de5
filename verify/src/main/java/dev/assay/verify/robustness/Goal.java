package dev.assay.verify.robustness;

import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.verify.bounds.Network;
import dev.assay.verify.bounds.NetworkFromGraph;
import dev.assay.verify.branch.Region;
import dev.assay.verify.property.Box;
import dev.assay.verify.property.Constraint;
import dev.assay.verify.property.Property;
import dev.assay.verify.property.Property.Case;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A property of a model as bounds prove it: a network with its constraints, and regions. */
record Goal(Network network, List<Region> regions) {

  /**
   * Reads a model and its property.
   *
   * @throws IllegalArgumentException if they do not fit, or the model cannot be proved about
   */
  static Goal of(Model model, Property property) {
    requireFit("inputs", property.inputs(), model.size(), model);
    GraphReading reading =
        GraphReading.values(model.graph(), model.tensors(centre(model, property)));
    NetworkFromGraph network = NetworkFromGraph.of(reading);
    List<Integer> outputs = new ArrayList<>();
    for (String output : model.outputs()) {
      for (int unit : network.units(output)) {
        outputs.add(unit);
      }
    }
    requireFit("outputs", property.outputs(), outputs.size(), model);
    Map<Constraint, Integer> rows = new HashMap<>();
    Map<Box, List<int[]>> byBox = new LinkedHashMap<>();
    for (Case c : property.cases()) {
      int[] units =
          c.constraints().stream()
              .mapToInt(r -> rows.computeIfAbsent(r, k -> row(k, network, outputs)))
              .toArray();
      if (units.length == 0) { // it comes true anyhow
        units = new int[] {network.sum(Map.of(), BigDecimal.ZERO)};
      }
      byBox.computeIfAbsent(c.box(), b -> new ArrayList<>()).add(units);
    }
    List<Region> regions = new ArrayList<>();
    byBox.forEach((box, cases) -> regions.add(region(box, cases, model.inputType())));
    return new Goal(network.network(), regions);
  }

  /** The most inputs that move in one region. */
  long moving() {
    return regions.stream()
        .mapToLong(
            r -> IntStream.range(0, r.low().length).filter(k -> r.low()[k] < r.high()[k]).count())
        .max()
        .orElse(0);
  }

  private static double[] centre(Model model, Property property) {
    if (property.cases().isEmpty()) {
      return new double[model.size()];
    }
    Box box = property.cases().get(0).box();
    return model.rounded(box.lowDoubles(), box);
  }

  private static void requireFit(String what, int said, int has, Model model) {
    if (said != has) {
      throw new IllegalArgumentException(
          "the property is of another model\n  required : "
              + has
              + " "
              + what
              + ", as "
              + model.graph().name()
              + " has\n  but      : the property has "
              + said);
    }
  }

  private static int row(Constraint c, NetworkFromGraph network, List<Integer> outputs) {
    Map<Integer, BigDecimal> weights = new HashMap<>(c.inputs());
    c.outputs().forEach((k, w) -> weights.merge(outputs.get(k), w, BigDecimal::add));
    return network.sum(weights, c.bound());
  }

  /** A box with what its ends are rounded to: the numbers that a model in its type is given. */
  private static Region region(Box box, List<int[]> cases, DType type) {
    double[] low = box.lowDoubles();
    double[] high = box.highDoubles();
    for (int k = 0; k < low.length; k++) {
      low[k] = Math.min(low[k], type.nearest(low[k]));
      high[k] = Math.max(high[k], type.nearest(high[k]));
    }
    return new Region(low, high, cases);
  }
}
