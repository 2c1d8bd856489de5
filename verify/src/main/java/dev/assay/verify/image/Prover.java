package dev.assay.verify.image;

import dev.assay.verify.bounds.Bounds;
import dev.assay.verify.bounds.Network;
import dev.assay.verify.bounds.NetworkFromGraph;
import dev.assay.verify.bounds.Refutation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Proves, by bounds, that a model keeps its label on whole boxes, in any rounding of its type. */
final class Prover {
  /** Steps towards better multipliers of a bound. */
  private static final int STEPS = 8;

  private final Bounds bounds;
  private final Refutation refutation;
  private final int[] rows;
  private final double[] coefficients;
  private long boxes;

  Prover(Space space) {
    double[] middle = space.corner(Cell.whole(space).from());
    NetworkFromGraph reading = NetworkFromGraph.of(space.at(middle));
    int[] scores = reading.units(space.graph().outputs().get(0).name());
    this.rows = new int[scores.length - 1];
    for (int k = 0; k < rows.length; k++) {
      int other = scores[k < space.label() ? k : k + 1];
      Map<Integer, BigDecimal> lead =
          Map.of(scores[space.label()], BigDecimal.ONE, other, BigDecimal.ONE.negate());
      rows[k] = reading.sum(lead, BigDecimal.ZERO);
    }
    Network network = reading.network();
    this.bounds = new Bounds(network, true);
    this.refutation = new Refutation(bounds);
    this.coefficients = new double[network.dimension()];
  }

  /** How many boxes it has bounded. */
  long boxes() {
    return boxes;
  }

  /** Whether the label is proved to stay for all inputs between two corners. */
  boolean proves(double[] low, double[] high) {
    boxes++;
    bounds.enclose(low, high);
    for (int row : rows) {
      if (!(refutation.alone(row) > 0)
          && !(refutation.best(new int[] {row}, List.of(), 0, STEPS) > 0)) {
        System.arraycopy(refutation.atInputs(), 0, coefficients, 0, coefficients.length);
        return false;
      }
    }
    return true;
  }

  /** How much the bound that failed last varies along an input, for its size. */
  double slope(int input) {
    return coefficients[input];
  }
}
