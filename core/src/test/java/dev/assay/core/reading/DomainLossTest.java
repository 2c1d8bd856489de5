package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DomainLossTest {
  /** The slope of the loss of one node by each of its inputs, which have one element. */
  private static Map<String, double[]> slopes(String operator, double... inputs) {
    List<String> names = Stream.of("a", "b").limit(inputs.length).toList();
    Node node = Node.of(operator, names, List.of("y"), Map.of());
    TensorType one = TensorType.of(DType.FLOAT32, 1);
    Graph graph =
        new Graph(
            "g",
            Map.of("", 17),
            names.stream().map(n -> new Value(n, one)).toList(),
            Map.of(),
            List.of(node),
            List.of(new Value("y", one)));
    Tensor a = Tensor.of(DType.FLOAT32, new int[] {1}, inputs[0]);
    Tensor b = Tensor.of(DType.FLOAT32, new int[] {1}, inputs[inputs.length - 1]);
    return DomainLoss.gradient(
        GraphReading.values(graph, inputs.length == 1 ? Map.of("a", a) : Map.of("a", a, "b", b)),
        node);
  }

  @Test
  void anArgumentOutsideOfItsDomainSlopesTowardsIt() {
    assertThat(slopes("Log", -3).get("a")).containsExactly(-1);
    assertThat(slopes("Sqrt", -3).get("a")).containsExactly(-1);
    assertThat(slopes("Acos", 2).get("a")).containsExactly(1);
    assertThat(slopes("Acos", -2).get("a")).containsExactly(-1);
    assertThat(slopes("Exp", 1000).get("a")).containsExactly(2);
  }

  @Test
  void anArgumentInsideOfItsDomainHasNoSlope() {
    assertThat(slopes("Log", 3).get("a")).containsExactly(0);
    assertThat(slopes("Acos", 0.5).get("a")).containsExactly(0);
  }

  @Test
  void aDivisorSlopesAwayFromZero() {
    assertThat(slopes("Div", 1, 0).get("b")).containsExactly(-2);
    assertThat(slopes("Div", 1, -0.0625).get("b")).containsExactly(1);
  }

  @Test
  void whatOverflowsSlopesBackAndNothingElseOfASum() {
    assertThat(slopes("Add", 1, 2).get("a")).containsExactly(0);
    assertThat(slopes("Add", 3e38, 3e38).get("a")).containsExactly(1);
    assertThat(slopes("Mul", -1e30, 1e30).get("b")).containsExactly(1e30);
  }
}
