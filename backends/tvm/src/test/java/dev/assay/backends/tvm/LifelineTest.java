package dev.assay.backends.tvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A Python worker does not outlive its input, whatever it is at. */
class LifelineTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final int LONG_ENOUGH_SECONDS = 120;

  /** {@code PyDLL} keeps the interpreter's lock, so no other thread of Python's could end it. */
  private static final String HANG =
      "import ctypes, lifeline; lifeline.end_with_input(); print('up', flush=True);"
          + " ctypes.PyDLL(None).sleep(100000)";

  private static final String REST =
      "import sys, lifeline; lifeline.end_with_input(); print('up', flush=True); sys.stdin.read()";

  @Test
  void nativeCodeThatHangsEndsWithTheInput() throws Exception {
    Process worker = start(HANG);
    assertThat(worker.getInputStream().read()).isEqualTo('u');
    worker.getOutputStream().close();
    assertThat(worker.waitFor(LONG_ENOUGH_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(worker.exitValue()).isEqualTo(128 + 9);
  }

  @Test
  void aWorkerThatEndsByItselfLeavesNobodyBehind() throws Exception {
    Process worker = start(REST);
    assertThat(worker.getInputStream().read()).isEqualTo('u');
    ProcessHandle watcher = worker.descendants().findFirst().orElseThrow();
    worker.getOutputStream().close();
    assertThat(worker.waitFor(LONG_ENOUGH_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(worker.exitValue()).isZero();
    watcher.onExit().get(LONG_ENOUGH_SECONDS, TimeUnit.SECONDS);
  }

  private static Process start(String program) throws IOException {
    assumeTrue(Files.isExecutable(PYTHON), "needs " + PYTHON);
    return new ProcessBuilder(PYTHON.toString(), "-c", program)
        .directory(Path.of("src/main/distribution").toFile())
        .start();
  }
}
