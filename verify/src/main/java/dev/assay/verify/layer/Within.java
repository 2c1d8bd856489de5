package dev.assay.verify.layer;

import dev.assay.verify.exact.Rational;
import dev.assay.verify.solver.FloatClaims;
import dev.assay.verify.solver.FloatReading.Condition;
import dev.assay.verify.solver.FloatReading.Run;
import java.util.List;

/** Each output is a number of a range. */
record Within(Range range) implements Fact {
  @Override
  public boolean isBroken(Layer layer, List<Seen> runs) {
    Rational low = Rational.of(range.low());
    Rational high = Rational.of(range.high());
    return layer.outputs().stream()
        .anyMatch(y -> !runs.get(0).of(y).stream().allMatch(x -> x.isWithin(low, high)));
  }

  @Override
  public List<Condition> broken(Layer layer, FloatClaims claims, List<Run> runs) {
    return List.of(
        claims.either(
            layer.outputs().stream()
                .map(y -> claims.outside(runs.get(0), y, range.low(), range.high()))
                .toList()));
  }

  @Override
  public boolean follows(LayerBounds bounds) {
    return bounds.areWithin(range);
  }

  @Override
  public String toString() {
    return "range " + Decimals.of(range.low()) + " " + Decimals.of(range.high());
  }
}
