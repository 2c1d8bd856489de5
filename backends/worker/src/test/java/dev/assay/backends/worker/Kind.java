package dev.assay.backends.worker;

import dev.assay.core.backend.BackendSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The kinds of workers that there are, each as one that does what a model's bytes tell it to. */
enum Kind {
  /** A JVM with a backend in Java. */
  JVM("unruly"),
  /** A JVM with a backend that calls a library through JNA. */
  LIBRARY("unruly-library"),
  /** The example of docs/worker-protocol.md. */
  EXAMPLE("unruly_example.py"),
  /** What the worker of TVM is built of: its frames and its lifeline. */
  TVM("unruly_tvm.py");

  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path SCRIPTS = Path.of("src/test/python").toAbsolutePath();

  private final String program;

  Kind(String program) {
    this.program = program;
  }

  private boolean isPython() {
    return program.endsWith(".py");
  }

  /** Whether this machine can run it. */
  boolean isThere() {
    return !isPython() || Files.isExecutable(PYTHON);
  }

  Worker worker(Limits limits) {
    return isPython()
        ? Worker.ofProgram(
            BackendSpec.parse("unruly"),
            List.of(PYTHON.toString(), SCRIPTS.resolve(program).toString()),
            limits)
        : Worker.ofClassPath(
            BackendSpec.parse(program), System.getProperty("java.class.path"), limits);
  }
}
