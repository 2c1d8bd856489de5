package dev.assay.verify.layer;

import dev.assay.verify.solver.FloatClaims;
import dev.assay.verify.solver.FloatReading.Condition;
import dev.assay.verify.solver.FloatReading.Run;
import java.util.List;

/** All that is stored on the way is finite as well: each stage of a formula, and each sum. */
record NoOverflow() implements Fact {
  @Override
  public boolean isOfReals() {
    return false;
  }

  @Override
  public boolean isBroken(Layer layer, List<Seen> runs) {
    return runs.get(0).values().values().stream()
        .flatMap(List::stream)
        .anyMatch(x -> x.isNan() || x.isInfinite());
  }

  @Override
  public List<Condition> broken(Layer layer, FloatClaims claims, List<Run> runs) {
    return List.of(claims.overflows());
  }

  @Override
  public boolean follows(LayerBounds bounds) {
    return bounds.areFinite();
  }

  @Override
  public String toString() {
    return "no-overflow";
  }
}
