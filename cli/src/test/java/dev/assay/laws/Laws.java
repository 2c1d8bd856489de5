package dev.assay.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;

/** What holds of every model with inputs. */
final class Laws {
  private Laws() {}

  /** The outputs have the types and shapes that the model says. */
  static void valuesAreAsTheModelSays(Found f) {
    assertThat(f.graph().nodes()).as("a node is drawn").isNotEmpty();
    GraphReading reading = GraphReading.values(f.graph(), f.inputs());
    for (Value v : f.graph().outputs()) {
      Tensor t = reading.value(v.name());
      assertThat(t.type()).isEqualTo(v.type().element());
      if (v.type().isConcrete()) {
        assertThat(t.shape())
            .as("%s", f.graph())
            .isEqualTo(v.type().shape().orElseThrow().numbers());
      }
    }
  }

  /** Each element lies in its enclosure. */
  static void enclosuresHoldTheValues(Found f) {
    GraphReading reading = GraphReading.of(f.graph(), f.inputs());
    for (Value v : f.graph().outputs()) {
      Tensor t = reading.value(v.name());
      Enclosure e = reading.enclosure(v.name());
      for (int k = 0; k < t.size(); k++) {
        assertThat(e.holds(t, k))
            .as("%s holds %s of %s%n%s%n%s", e.describe(k), t, k, f.graph(), f.inputs())
            .isTrue();
      }
    }
  }

  /** The model comes back from its bytes, and these are the same again. */
  static void returnsFromOnnx(Found f) {
    byte[] bytes = OnnxFromGraph.of(f.graph());
    Graph back = GraphFromOnnx.of(bytes);
    assertThat(back).hasToString(f.graph().toString());
    assertThat(back.constants()).isEqualTo(f.graph().constants());
    assertThat(OnnxFromGraph.of(back)).isEqualTo(bytes);
  }
}
