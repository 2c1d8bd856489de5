package dev.assay.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClosenessTest {
  private static final Tensor X =
      Tensor.of(DType.FLOAT32, new int[] {3}, 0.5, (double) (float) 88.1, -0.25);

  private static GraphReading exp() {
    TensorType type = TensorType.of(X);
    Graph graph =
        new Graph(
            "g",
            Map.of("", 17),
            List.of(new Value("x", type)),
            Map.of(),
            List.of(Node.of("Exp", List.of("x"), List.of("y"), Map.of())),
            List.of(new Value("y", type)));
    return GraphReading.of(graph, Map.of("x", X));
  }

  /** Whatever rounding may give passes, and what was wrong does not. */
  @Test
  void tolerancesHoldTheEnclosureAndTellWhatWasGot() {
    GraphReading reading = exp();
    Tensor value = reading.value("y");
    Enclosure enclosure = reading.enclosure("y");
    Tensor low = ends(value, enclosure, false);
    Tensor high = ends(value, enclosure, true);
    for (double factor : new double[] {1.5, 1.001, 1.00001}) {
      Tensor got = scaled(value, factor);
      Closeness close = Closeness.of(value, enclosure, Optional.of(got));
      assertThat(close.rejects(value, low)).isFalse();
      assertThat(close.rejects(value, high)).isFalse();
      assertThat(close.rejects(value, got)).as("by %s, %s", factor, close).isTrue();
    }
  }

  @Test
  void whatCanBeOneThingOnlyIsComparedExactly() {
    assertThat(Closeness.of(X, Enclosure.of(X), Optional.empty())).isEqualTo(Closeness.EXACT);
    assertThat(Closeness.EXACT.rejects(X, scaled(X, 1.0000001))).isTrue();
    assertThat(Closeness.EXACT.rejects(X, X)).isFalse();
  }

  private static Tensor ends(Tensor value, Enclosure enclosure, boolean high) {
    double[] ends = new double[value.size()];
    for (int k = 0; k < ends.length; k++) {
      ends[k] = high ? enclosure.high(k) : enclosure.low(k);
    }
    return Tensor.of(value.type(), value.shape(), ends);
  }

  private static Tensor scaled(Tensor t, double factor) {
    double[] scaled = new double[t.size()];
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] = t.type().nearest(t.reals()[k] * factor);
    }
    return Tensor.of(t.type(), t.shape(), scaled);
  }
}
