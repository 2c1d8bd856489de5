package dev.assay.cli;

import dev.assay.backends.install.Progress;
import dev.assay.backends.install.Release;
import dev.assay.backends.install.Workers;
import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Runner;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Opens the backends that a command names. */
final class Backends {
  private Backends() {}

  /**
   * Runners for the backends of these names, in their order; what can install itself is installed.
   *
   * @param err where the progress of that is told
   * @throws IllegalArgumentException if one is unknown or cannot run here
   */
  static List<Runner> open(List<String> names, PrintWriter err) {
    return open(names, Limits.USUAL, err);
  }

  /** The same with other limits. */
  static List<Runner> open(List<String> names, Limits limits, PrintWriter err) {
    List<Runner> open = new ArrayList<>();
    try (DownloadLine downloads = new DownloadLine(err)) {
      for (String name : names) {
        open.add(open(BackendSpec.parse(name), limits, downloads));
      }
      return open;
    } catch (RuntimeException e) {
      close(open);
      throw e;
    }
  }

  /** More runners for backends that have been opened before. */
  static List<Runner> more(List<String> names) {
    return more(names, Limits.USUAL);
  }

  /** More runners for backends that have been opened before, with other limits. */
  static List<Runner> more(List<String> names, Limits limits) {
    return names.stream()
        .map(BackendSpec::parse)
        .map(s -> runner(s, limits, Progress.SILENT))
        .toList();
  }

  private static Runner runner(BackendSpec spec, Limits limits, Progress progress) {
    return spec.equals(ReferenceRunner.SPEC)
        ? new ReferenceRunner()
        : Workers.open(spec, limits, progress);
  }

  private static Runner open(BackendSpec spec, Limits limits, Progress progress) {
    if (!spec.equals(ReferenceRunner.SPEC) && spec.program().isEmpty()) {
      checkName(spec.name());
    }
    Runner runner = runner(spec, limits, progress);
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

  /**
   * Makes sure that there is a backend of a name.
   *
   * @throws IllegalArgumentException with those that are near, if there is none
   */
  static void checkName(String name) {
    List<String> known = Workers.names();
    if (!known.contains(name)) {
      throw Suggestions.unknown("backend", name, known, String.join(" ", known));
    }
  }

  static void close(List<Runner> runners) {
    runners.forEach(Runner::close);
  }

  /** For which of some backends tests are made, and which run them. */
  static Aims aims(List<Runner> runners) {
    return Aims.of(runners, r -> r instanceof Worker && Workers.isSlow(r.spec()));
  }

  /** The place of the runner whose backend is that of runner k with its optimiser off, or -1. */
  static int unoptimised(List<Runner> runners, int k) {
    BackendSpec spec = runners.get(k).spec();
    for (int j = 0; j < runners.size(); j++) {
      BackendSpec other = runners.get(j).spec();
      if (j != k
          && other.name().equals(spec.name())
          && other.version().equals(spec.version())
          && runners.get(j).isUnoptimised()) {
        return j;
      }
    }
    return -1;
  }

  /** A backend with its optimiser off, as far as it can be told to. */
  static BackendSpec plain(BackendSpec spec) {
    List<String> levels = spec.program().isPresent() ? List.of() : Workers.release(spec).levels();
    if (levels.isEmpty()) {
      return spec;
    }
    Map<String, String> options = new TreeMap<>(spec.options());
    options.put(Release.LEVEL, levels.get(0));
    return new BackendSpec(spec.name(), spec.version(), options);
  }

  /** A backend as it runs nodes of its own operators by themselves. */
  static BackendSpec alone(BackendSpec spec) {
    Optional<String> level =
        spec.program().isPresent() ? Optional.empty() : Workers.release(spec).alone();
    if (level.isEmpty()) {
      return plain(spec);
    }
    Map<String, String> options = new TreeMap<>(spec.options());
    options.put(Release.LEVEL, level.get());
    return new BackendSpec(spec.name(), spec.version(), options);
  }

  /** The options that name a backend and the one that it is compared with. */
  static String options(List<Runner> runners, int k) {
    int base = unoptimised(runners, k);
    return (base < 0 ? "" : option(runners.get(base)) + " ") + option(runners.get(k));
  }

  /** The options that name some backends. */
  static String options(List<Runner> runners) {
    return runners.stream().map(Backends::option).collect(Collectors.joining(" "));
  }

  private static String option(Runner runner) {
    return "--backend " + ShellWord.of(runner.spec().toString());
  }
}
