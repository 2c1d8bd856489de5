package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.records.Operand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallsOfModelsTest {
  @TempDir Path folder;

  /** The second node reads what the first makes, and the third what nobody can tell. */
  @Test
  void nodesOfWhichTheInputsAreKnownAreCalls() throws Exception {
    TensorType type = TensorType.of(DType.FLOAT32, 2, 3);
    Graph graph =
        new Graph(
            "three",
            Map.of("", 17, "nobody", 1),
            List.of(new Value("x", type)),
            Map.of("c", Tensor.of(DType.FLOAT32, new int[] {3}, 1.0, 2, 3)),
            List.of(
                Node.of("Add", List.of("x", "c"), List.of("y"), Map.of()),
                new Node("", "nobody", "Knows", List.of("y"), List.of("z"), Map.of()),
                new Node("", "nobody", "Asks", List.of("z"), List.of("w"), Map.of())),
            List.of(new Value("w", TensorType.ofUnknownRank(DType.FLOAT32))));
    Files.write(folder.resolve("a.onnx"), OnnxFromGraph.of(graph));
    Files.write(folder.resolve("b.onnx"), new byte[] {1, 2, 3});
    CallsOfModels calls = CallsOfModels.in(folder);
    assertThat(calls.unreadable()).isEqualTo(1);
    assertThat(calls.of("", "Add").get(0).input(1).flatMap(Operand::data)).isPresent();
    assertThat(calls.of("nobody", "Knows").get(0).input(0))
        .isEqualTo(Optional.of(Operand.of(DType.FLOAT32, type.shape().orElseThrow())));
    assertThat(calls.of("nobody", "Asks")).isEmpty();
  }
}
