package dev.assay.verify.branch;

import dev.assay.verify.bounds.Intervals;
import java.util.List;
import java.util.Optional;

/**
 * A box that is still to be proved, with its part of the volume of its region.
 *
 * @param wider intervals over a box around it
 * @param derivation takes what is proved of it
 */
@SuppressWarnings("ArrayRecordComponent")
record Part(
    double[] low,
    double[] high,
    List<int[]> cases,
    double volume,
    Optional<Intervals> wider,
    Derivation derivation) {

  /** One half along a dimension; {@code here} are the intervals over the whole. */
  Part half(int dimension, boolean upper, List<int[]> open, Intervals here) {
    return half(dimension, upper, open, here, Derivation.FORGOTTEN);
  }

  /** The same, where what is proved of it is kept. */
  Part half(int dimension, boolean upper, List<int[]> open, Intervals here, Derivation derivation) {
    double middle = middle(dimension);
    double[] l = low;
    double[] h = high;
    if (upper) {
      l = low.clone();
      l[dimension] = middle;
    } else {
      h = high.clone();
      h[dimension] = middle;
    }
    return new Part(l, h, open, volume / 2, Optional.of(here), derivation);
  }

  double middle(int dimension) {
    return low[dimension] / 2 + high[dimension] / 2;
  }

  boolean splits(int dimension) {
    double middle = middle(dimension);
    return middle > low[dimension] && middle < high[dimension];
  }

  double[] centre() {
    double[] centre = new double[low.length];
    for (int k = 0; k < centre.length; k++) {
      centre[k] = Math.min(high[k], Math.max(low[k], middle(k)));
    }
    return centre;
  }
}
