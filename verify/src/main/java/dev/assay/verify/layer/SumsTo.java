package dev.assay.verify.layer;

import dev.assay.verify.exact.Rational;
import dev.assay.verify.solver.FloatClaims;
import dev.assay.verify.solver.FloatReading.Condition;
import dev.assay.verify.solver.FloatReading.Run;
import java.util.List;
import java.util.Optional;

/** The outputs along the last axis add up to a number, but for a tolerance. */
record SumsTo(double sum, double tolerance) implements Fact {

  /** How many elements of a tensor lie along its last axis. */
  static int along(int... shape) {
    return shape.length == 0 ? 1 : Math.max(1, shape[shape.length - 1]);
  }

  private Range range() {
    return new Range(sum - tolerance, sum + tolerance);
  }

  @Override
  public boolean isBroken(Layer layer, List<Seen> runs) {
    Rational least = Rational.of(sum).minus(Rational.of(tolerance));
    Rational most = Rational.of(sum).plus(Rational.of(tolerance));
    for (String y : layer.outputs()) {
      List<Seen.Element> all = runs.get(0).of(y);
      int together = along(layer.shapeOfOutput(y));
      for (int from = 0; from < all.size(); from += together) {
        Optional<Rational> total = total(all.subList(from, from + together));
        if (total.isEmpty()
            || total.get().compareTo(least) < 0
            || total.get().compareTo(most) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static Optional<Rational> total(List<Seen.Element> part) {
    Rational total = Rational.ZERO;
    for (Seen.Element x : part) {
      if (x.exact().isEmpty()) {
        return Optional.empty();
      }
      total = total.plus(x.exact().get());
    }
    return Optional.of(total);
  }

  @Override
  public List<Condition> broken(Layer layer, FloatClaims claims, List<Run> runs) {
    return List.of(
        claims.either(
            layer.outputs().stream()
                .map(
                    y ->
                        claims.sumOutside(
                            runs.get(0),
                            y,
                            along(layer.shapeOfOutput(y)),
                            range().low(),
                            range().high()))
                .toList()));
  }

  @Override
  public boolean follows(LayerBounds bounds) {
    return bounds.sumsAreWithin(range());
  }

  @Override
  public String toString() {
    return "sums-to " + Decimals.of(sum) + " " + Decimals.of(tolerance);
  }
}
