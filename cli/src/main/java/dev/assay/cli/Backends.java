package dev.assay.cli;

import dev.assay.backends.worker.Worker;
import dev.assay.backends.worker.Workers;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens the backends that a command names. */
final class Backends {
  /** What ONNX Runtime and its relatives call the level that leaves the model as it is. */
  private static final Set<String> UNOPTIMISED = Set.of("disabled", "none", "off", "0");

  private Backends() {}

  /**
   * Runners for the backends of these names, in their order.
   *
   * @throws IllegalArgumentException if one is unknown or cannot run here
   */
  static List<Runner> open(List<String> names) {
    List<Runner> open = new ArrayList<>();
    try {
      for (String name : names) {
        open.add(open(BackendSpec.parse(name)));
      }
      return open;
    } catch (RuntimeException e) {
      close(open);
      throw e;
    }
  }

  /** More runners for backends that have been opened before. */
  static List<Runner> more(List<String> names) {
    return names.stream().map(BackendSpec::parse).map(Backends::runner).toList();
  }

  private static Runner runner(BackendSpec spec) {
    return spec.equals(ReferenceRunner.SPEC) ? new ReferenceRunner() : Workers.open(spec);
  }

  private static Runner open(BackendSpec spec) {
    List<String> known = Workers.names();
    if (!spec.equals(ReferenceRunner.SPEC) && !known.contains(spec.name())) {
      throw Suggestions.unknown("backend", spec.name(), known, String.join(" ", known));
    }
    Runner runner = runner(spec);
    if (!(runner instanceof Worker worker)) {
      return runner;
    }
    Optional<String> missing = worker.missing();
    if (missing.isPresent()) {
      worker.close();
      throw new IllegalArgumentException(
          "the backend " + spec + " cannot run here\n  because : " + missing.get());
    }
    return worker;
  }

  static void close(List<Runner> runners) {
    runners.forEach(Runner::close);
  }

  /** The place of the runner whose backend is that of runner k with its optimiser off, or -1. */
  static int unoptimised(List<Runner> runners, int k) {
    BackendSpec spec = runners.get(k).spec();
    for (int j = 0; j < runners.size(); j++) {
      BackendSpec other = runners.get(j).spec();
      if (j != k
          && other.name().equals(spec.name())
          && other.version().equals(spec.version())
          && UNOPTIMISED.contains(other.options().getOrDefault("opt", ""))) {
        return j;
      }
    }
    return -1;
  }

  /** The options that name a backend and the one that it is compared with. */
  static String options(List<Runner> runners, int k) {
    int base = unoptimised(runners, k);
    return (base < 0 ? "" : option(runners.get(base)) + " ") + option(runners.get(k));
  }

  private static String option(Runner runner) {
    return "--backend " + ShellWord.of(runner.spec().toString());
  }
}
