package dev.assay.backends.openvino;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NarrowingTest {
  private static Trial cast(Tensor x, DType to) {
    Graph graph =
        new Graph(
            "g",
            Map.of("", 13),
            List.of(new Value("x", TensorType.of(x))),
            Map.of(),
            List.of(
                Node.of("Cast", List.of("x"), List.of("y"), Map.of("to", Attribute.of(to.onnx())))),
            List.of(new Value("y", TensorType.of(to, x.shape()))));
    return new Trial(OnnxFromGraph.of(graph), Map.of("x", x));
  }

  @Test
  void whatIsKeptPasses() {
    for (long v : new long[] {0, -7, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThatCode(() -> Narrowing.check(cast(Tensor.list(v), DType.FLOAT32)))
          .as(String.valueOf(v))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void float64AndIntegersBeyond32BitsDoNot() {
    Tensor real = Tensor.of(DType.FLOAT64, new int[] {1}, 1.0);
    for (Trial trial :
        List.of(
            cast(real, DType.FLOAT32),
            cast(Tensor.list(1), DType.FLOAT64),
            cast(Tensor.list(1L << 40), DType.FLOAT32))) {
      assertThatThrownBy(() -> Narrowing.check(trial))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("OpenVINO's CPU plugin computes");
    }
  }
}
