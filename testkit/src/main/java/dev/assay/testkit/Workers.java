package dev.assay.testkit;

import dev.assay.backends.worker.Launch;
import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.backend.Backend;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Runner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The backends that tests name, each in a process of its own that is started when it is first asked
 * for and serves all tests from then on. A crash or a hang ends that process, and is a verdict.
 *
 * <p>{@link AssayExtension} stops them when the last test is done; without it they end with the
 * process of the tests.
 */
final class Workers {
  private static final Map<String, Worker> OPEN = new TreeMap<>();

  private Workers() {}

  /**
   * The backend of a specification: {@code onnxruntime:opt=all} for one on the class path, {@code
   * exec:./worker --fast} for a program that speaks {@code docs/worker-protocol.md}.
   *
   * @throws IllegalArgumentException if the class path has none, or it cannot run so
   */
  static synchronized Runner of(String spec) {
    return OPEN.computeIfAbsent(spec, Workers::open);
  }

  private static Worker open(String text) {
    BackendSpec spec = BackendSpec.parse(text);
    Worker worker = Worker.of(spec, launch(spec, text), Limits.USUAL);
    Optional<String> missing = worker.missing();
    if (missing.isPresent()) {
      worker.close();
      throw new IllegalArgumentException(missing.get());
    }
    return worker;
  }

  private static Launch launch(BackendSpec spec, String text) {
    if (spec.program().isPresent()) {
      return Launch.ofShell(spec.program().get());
    }
    TreeSet<String> names =
        ServiceLoader.load(Backend.class).stream()
            .map(p -> p.get().name())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!names.contains(spec.name()) || spec.version().isPresent()) {
      throw new IllegalArgumentException(
          "there is no such backend on the class path"
              + "\n  required : one of "
              + names
              + ", without a version, or exec:PROGRAM"
              + "\n  but      : "
              + text
              + "\n  way out  : make dev.assay:assay-backend-NAME a dependency of the tests");
    }
    return Launch.ofClassPath(System.getProperty("java.class.path"), List.of());
  }

  /** Stops all processes; who asks for a backend again gets another one. */
  static synchronized void close() {
    OPEN.values().forEach(Worker::close);
    OPEN.clear();
  }
}
