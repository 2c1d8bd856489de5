package dev.assay.verify.bounds;

import java.util.List;

/**
 * The multipliers of a bound that is positive.
 *
 * @param weights of the units of which some is positive, by their order
 * @param phases the rectifiers with a price, by the units that they rectify
 * @param prices of these
 * @param rectifiers by number, ascending, whose lines below have other than the usual slopes
 * @param slopes of these, in 65536ths
 */
@SuppressWarnings("ArrayRecordComponent")
public record Evidence(
    double[] weights, List<Phase> phases, double[] prices, int[] rectifiers, int[] slopes) {

  /** What nothing has to prove: no inputs are there. */
  public static final Evidence NONE =
      new Evidence(new double[0], List.of(), new double[0], new int[0], new int[0]);

  /** One unit by itself, of some, on the usual lines. */
  public static Evidence of(int unit, int units) {
    double[] weights = new double[units];
    weights[unit] = 1;
    return new Evidence(weights, List.of(), new double[0], new int[0], new int[0]);
  }
}
