package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dims;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PlaceTest {
  private static final int OPSET = 21;

  private final Repertoire repertoire = Repertoire.of(ModelOptions.STANDARD, OPSET);

  private Sketch sketch(Taste taste) {
    return new Sketch(ModelOptions.STANDARD, OPSET, repertoire::version, taste, null);
  }

  private static Place strict(Part part, @Nullable DraftValue wanted, Taste taste) {
    return new Place(part, wanted, 0.5, true, false, Terms.none(ModelOptions.STANDARD, taste));
  }

  /** What the schema rules out is not tried, so a try must never succeed there. */
  @Test
  void aPlaceThatTheTypesCloseTakesNoNode() {
    int closed = 0;
    int taken = 0;
    for (Operator operator : repertoire.operators()) {
      for (DType type : List.of(DType.FLOAT32, DType.INT8, DType.BOOL, DType.STRING)) {
        Choices choices = Choices.of(operator.hashCode()).fork(type.onnx());
        Taste taste = Taste.of(choices, false);
        DraftValue v = new DraftValue(type, Dims.ofNumbers(2, 3));
        Place reading = strict(Part.reading(v), null, taste);
        Place making = strict(Part.NONE, v, taste);
        for (Place place : List.of(reading, making)) {
          Sketch sketch = sketch(taste);
          Sizes sizes = new Sizes();
          sizes.begin();
          Signature signature = sketch.signature(operator);
          boolean open = place.isOpenTo(operator, signature);
          List<DraftValue> values = new ArrayList<>(List.of(v));
          Growth growth =
              new Growth(sketch, operator, signature, place, values, sizes, choices.fork(1));
          boolean grown = growth.node(null) != null;
          closed += open ? 0 : 1;
          taken += grown ? 1 : 0;
          assertThat(open || !grown).as("%s of %s at %s", operator, type, place).isTrue();
        }
      }
    }
    assertThat(closed).isGreaterThan(100);
    assertThat(taken).isGreaterThan(100);
  }
}
