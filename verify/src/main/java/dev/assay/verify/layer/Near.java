package dev.assay.verify.layer;

import dev.assay.verify.exact.Rational;
import dev.assay.verify.solver.FloatClaims;
import dev.assay.verify.solver.FloatReading.Condition;
import dev.assay.verify.solver.FloatReading.Run;
import java.util.List;

/** Each output is the same element of an input, but for a tolerance: a round trip comes back. */
record Near(String input, double tolerance) implements Fact {
  @Override
  public void requireFit(Layer layer) {
    layer.requireInput(input);
  }

  @Override
  public boolean isBroken(Layer layer, List<Seen> runs) {
    List<Seen.Element> from = runs.get(0).of(input);
    for (String output : layer.outputs()) {
      List<Seen.Element> to = runs.get(0).of(output);
      for (int k = 0; k < to.size(); k++) {
        if (isFar(from.get(k), to.get(k))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isFar(Seen.Element x, Seen.Element y) {
    return x.exact().isEmpty()
        || y.exact().isEmpty()
        || x.exact().get().minus(y.exact().get()).abs().compareTo(Rational.of(tolerance)) > 0;
  }

  @Override
  public List<Condition> broken(Layer layer, FloatClaims claims, List<Run> runs) {
    return List.of(
        claims.either(
            layer.outputs().stream()
                .map(y -> claims.apart(runs.get(0), y, input, tolerance))
                .toList()));
  }

  @Override
  public boolean follows(LayerBounds bounds) {
    return bounds.areNear(input, tolerance);
  }

  @Override
  public String toString() {
    return "near " + input + " " + Decimals.of(tolerance);
  }
}
