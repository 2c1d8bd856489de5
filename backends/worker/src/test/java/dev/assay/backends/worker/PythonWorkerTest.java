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

/** The worker of {@code docs/examples} works. */
class PythonWorkerTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path EXAMPLE = Path.of("../../docs/examples/worker.py").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void theExampleReturnsItsInputs() throws Exception {
    assumeTrue(Files.isExecutable(PYTHON), "needs Python");
    Tensor numbers = Tensor.of(DType.FLOAT16, new int[] {2, 1}, 1.5, -0.0);
    Tensor words = Tensor.of(new int[] {2}, "a", "né");
    try (Worker worker =
        Worker.ofProgram(
            BackendSpec.parse("echo"),
            List.of(PYTHON.toString(), EXAMPLE.toString()),
            Limits.USUAL.withTrial(Duration.ofMinutes(5)))) {
      assertThat(worker.version()).isEqualTo("1.0");
      assertThat(worker.missing()).isEmpty();
      for (Tensor t : List.of(numbers, words)) {
        assertThat(worker.start(new Trial(new byte[9], Map.of("x", t))).get().outputs())
            .containsExactly(t);
      }
    }
  }

  @Test
  void theExampleEndsWithItsInputEvenWhileItHangs() throws Exception {
    assumeTrue(Files.isExecutable(PYTHON), "needs Python");
    String hanging =
        Files.readString(EXAMPLE)
            .replace("return list(inputs.values())", "threading.Event().wait()");
    Path script = Files.writeString(folder.resolve("hanging.py"), hanging);
    Process process = new ProcessBuilder(PYTHON.toString(), script.toString()).start();
    Frames frames = new Frames(process.getInputStream(), process.getOutputStream());
    frames.send(new Message.Run(Map.of(), new Trial(new byte[9], Map.of())));
    assertThat(frames.receive()).isInstanceOf(Message.Entered.class);
    process.getOutputStream().close();
    assertThat(process.waitFor()).isZero();
  }
}
