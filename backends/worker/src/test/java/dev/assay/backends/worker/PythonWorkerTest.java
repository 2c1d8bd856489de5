package dev.assay.backends.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Trial;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker that {@code docs/worker-protocol.md} prints works. */
class PythonWorkerTest {
  @TempDir Path folder;

  @Test
  void theWorkerOfTheDocumentReturnsItsInputs() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "needs Python");
    String document = Files.readString(Path.of("../../docs/worker-protocol.md"));
    String program =
        document.substring(document.indexOf("```python\n") + 10, document.lastIndexOf("```"));
    Path script = Files.writeString(folder.resolve("worker.py"), program);
    Tensor numbers = Tensor.of(DType.FLOAT16, new int[] {2, 1}, 1.5, -0.0);
    Tensor words = Tensor.of(new int[] {2}, "a", "né");
    try (Worker worker =
        Worker.ofProgram(
            BackendSpec.parse("echo"),
            List.of("/usr/bin/python3", script.toString()),
            Limits.USUAL.withTrial(Duration.ofMinutes(5)))) {
      assertThat(worker.version()).isEqualTo("1.0");
      assertThat(worker.missing()).isEmpty();
      for (Tensor t : List.of(numbers, words)) {
        assertThat(worker.start(new Trial(new byte[9], Map.of("x", t))).get().outputs())
            .containsExactly(t);
      }
    }
  }
}
