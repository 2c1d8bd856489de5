package dev.assay.verify.certificate;

import dev.assay.verify.bounds.Bounds;
import dev.assay.verify.bounds.Network;
import dev.assay.verify.branch.Derivation;
import dev.assay.verify.branch.Region;
import java.util.Arrays;
import java.util.List;

/**
 * By which powers of two the functions and products of a network are divided in a certificate, so
 * that they lie between -1 and 1: what they come to over the greatest parts in which all have
 * bounds. What some come to in a part around these, where others have none, may be greater by so
 * much that nothing would be left of them.
 */
final class Scales {
  private final Bounds bounds;
  private double[] most = new double[0];

  Scales(Network network, boolean rounds) {
    this.bounds = new Bounds(network, rounds);
  }

  /** Takes in a region with the proof of some cases. */
  void add(Region region, Derivation derivation) {
    add(derivation, region.low(), region.high());
  }

  private void add(Derivation derivation, double[] low, double[] high) {
    bounds.enclose(low, high);
    Derivation.Split split = derivation.split();
    if (bounds.isSound() || split == null || !split.isInput()) {
      widen(bounds.reaches());
    } else {
      add(split.below(), low, with(high, split));
      add(split.above(), with(low, split), high);
    }
  }

  private static double[] with(double[] ends, Derivation.Split split) {
    double[] other = ends.clone();
    other[split.unit()] = split.at();
    return other;
  }

  private void widen(double[] reaches) {
    most = Arrays.copyOf(most, reaches.length);
    for (int k = 0; k < reaches.length; k++) {
      most[k] = Double.isFinite(reaches[k]) ? Math.max(most[k], reaches[k]) : most[k];
    }
  }

  /** The exponents of these powers, with room for one that is twice as great. */
  List<Integer> exponents() {
    return Arrays.stream(most).mapToObj(x -> Math.getExponent(x) + 2).toList();
  }
}
