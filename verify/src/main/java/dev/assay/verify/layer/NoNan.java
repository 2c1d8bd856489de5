package dev.assay.verify.layer;

import dev.assay.verify.solver.FloatClaims;
import dev.assay.verify.solver.FloatReading.Condition;
import dev.assay.verify.solver.FloatReading.Run;
import java.util.List;

/** No output is NaN. */
record NoNan() implements Fact {
  @Override
  public boolean isOfReals() {
    return false;
  }

  @Override
  public boolean isBroken(Layer layer, List<Seen> runs) {
    return layer.outputs().stream()
        .anyMatch(y -> runs.get(0).of(y).stream().anyMatch(Seen.Element::isNan));
  }

  @Override
  public List<Condition> broken(Layer layer, FloatClaims claims, List<Run> runs) {
    return List.of(
        claims.either(layer.outputs().stream().map(y -> claims.nan(runs.get(0), y)).toList()));
  }

  @Override
  public boolean follows(LayerBounds bounds) {
    return bounds.areFinite();
  }

  @Override
  public String toString() {
    return "no-nan";
  }
}
