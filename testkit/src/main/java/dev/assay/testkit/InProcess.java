package dev.assay.testkit;

import dev.assay.core.backend.Backend;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * A backend of the class path, called in the process of the tests: where it crashes or hangs, so do
 * they. A runner with a worker process survives that.
 */
record InProcess(BackendSpec spec, Backend backend) implements Runner {

  /**
   * The backend of a specification such as {@code onnxruntime:opt=all}.
   *
   * @throws IllegalArgumentException if the class path has none, or it cannot run so
   */
  static InProcess of(String text) {
    BackendSpec spec = BackendSpec.parse(text);
    List<Backend> all =
        ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get).toList();
    Backend backend =
        all.stream()
            .filter(b -> b.name().equals(spec.name()) && spec.version().isEmpty())
            .findFirst()
            .orElseThrow(() -> none(text, all));
    Optional<String> missing = backend.missing(spec.options());
    if (missing.isPresent()) {
      throw new IllegalArgumentException(missing.get());
    }
    return new InProcess(spec, backend);
  }

  private static IllegalArgumentException none(String text, List<Backend> all) {
    return new IllegalArgumentException(
        "there is no such backend on the class path"
            + "\n  required : one of "
            + all.stream().map(Backend::name).collect(Collectors.toCollection(TreeSet::new))
            + ", without a version"
            + "\n  but      : "
            + text
            + "\n  way out  : make dev.assay:assay-backend-NAME a dependency of the tests");
  }

  @Override
  public String version() {
    return backend.version();
  }

  @Override
  public Future<Outcome> start(Trial trial) {
    return CompletableFuture.completedFuture(backend.run(trial, spec.options(), phase -> {}));
  }

  @Override
  public void close() {}
}
