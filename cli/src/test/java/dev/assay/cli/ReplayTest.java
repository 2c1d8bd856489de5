package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.SequenceType;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.graph.ValueType;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Sequence;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.TestCase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Models of sequences are judged whole by the reference; backends know tensors only. */
final class ReplayTest {
  private static final Tensor ONE = Tensor.scalar(1);
  private static final Tensor TWO = Tensor.scalar(2);

  private static Sequence of(Tensor... tensors) {
    return new Sequence(DType.INT64, List.of(tensors));
  }

  /** Takes the last of two tensors away. */
  private static TestCase erasing(Sequence stored) {
    ValueType type = new SequenceType(TensorType.of(DType.INT64));
    Graph graph =
        new Graph(
            "g",
            Map.of("", 17),
            List.of(new Value("s", type)),
            Map.of(),
            List.of(Node.of("SequenceErase", List.of("s"), List.of("y"), Map.of())),
            List.of(new Value("y", type)));
    DataSet data = DataSet.of(Map.of("s", of(ONE, TWO)), Map.of("y", stored));
    return new TestCase("erase", OnnxFromGraph.of(graph), List.of(data), Optional.empty());
  }

  private static Replay.Row byReference(Sequence stored) throws InterruptedException {
    return new Replay(List.of(new ReferenceRunner())).alone("erase", erasing(stored)).get(0);
  }

  @Test
  void aSequenceIsComparedElementByElement() throws InterruptedException {
    assertThat(byReference(of(ONE)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(byReference(of(TWO)).verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(byReference(of(TWO)).detail()).contains("an element is wrong", "required : 2");
    assertThat(byReference(of()).detail())
        .contains("the length of a sequence is wrong", "required : 0", "but      : 1");
  }

  @Test
  void aBackendIsNotGivenWhatIsNoTensor() throws InterruptedException {
    FakeRunner backend = FakeRunner.right("fake");
    Replay replay = new Replay(List.of(new ReferenceRunner(), backend));
    assertThat(replay.alone("erase", erasing(of(ONE))))
        .extracting(Replay.Row::verdict)
        .containsExactly(Verdict.PASS, Verdict.UNSUPPORTED);
    assertThat(backend.calls()).isZero();
  }
}
