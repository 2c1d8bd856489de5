package dev.assay.cli;

import dev.assay.backends.install.Release;
import dev.assay.backends.install.Workers;
import dev.assay.backends.worker.CacheFolder;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Runner;
import dev.assay.core.reading.FunctionErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tables of function errors: those that {@code assay backends probe} keeps in the cache for a
 * release with its options, or else the one that is shipped for the backend without any.
 */
final class ErrorTables {
  /** The file of the shipped table. */
  private static final String SHIPPED = "function-errors.txt";

  private static final Map<String, FunctionErrors> KNOWN = new ConcurrentHashMap<>();

  private ErrorTables() {}

  /** The errors that are stated of a backend; the common ones where nothing is. */
  static FunctionErrors of(Runner runner) {
    String key = ProbedSupport.key(runner.spec(), runner.version());
    return KNOWN.computeIfAbsent(key, k -> read(runner));
  }

  private static FunctionErrors read(Runner runner) {
    Optional<String> level = Optional.ofNullable(runner.spec().options().get(Release.LEVEL));
    return find(runner.spec(), runner.version())
        .map(table -> table.errors(level))
        .orElse(FunctionErrors.COMMON);
  }

  /** The table of a release. */
  static Optional<ErrorTable> find(BackendSpec spec, String version) {
    Path kept = kept(spec, version);
    if (Files.exists(kept)) {
      return Optional.of(read(kept));
    }
    BackendSpec plain = withoutLevel(spec);
    boolean isShipped =
        plain.options().isEmpty()
            && System.getProperty("assay.home") != null
            && Workers.names().contains(spec.name());
    return Optional.of(spec)
        .filter(s -> isShipped)
        .map(s -> Workers.release(s).shipped(SHIPPED))
        .filter(Files::exists)
        .map(ErrorTables::read);
  }

  private static ErrorTable read(Path file) {
    try {
      return ErrorTable.parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Keeps the table of a release. */
  static Path keep(BackendSpec spec, String version, ErrorTable table) {
    Path file = kept(spec, version);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, table.lines());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return file;
  }

  private static Path kept(BackendSpec spec, String version) {
    return CacheFolder.path()
        .resolve("support")
        .resolve(ProbedSupport.key(withoutLevel(spec), version) + ".errors");
  }

  private static BackendSpec withoutLevel(BackendSpec spec) {
    Map<String, String> options = new TreeMap<>(spec.options());
    options.remove(Release.LEVEL);
    return new BackendSpec(spec.name(), spec.version(), options);
  }

  /** A specification at a level. */
  static BackendSpec at(BackendSpec spec, String level) {
    Map<String, String> options = new TreeMap<>(spec.options());
    options.put(Release.LEVEL, level);
    return new BackendSpec(spec.name(), spec.version(), options);
  }

  /** The levels of a backend: the one that is asked for, or all that it has. */
  static List<String> levels(BackendSpec spec) {
    String asked = spec.options().get(Release.LEVEL);
    return asked != null
        ? List.of(asked)
        : spec.program().isPresent() ? List.of() : Workers.release(spec).levels();
  }
}
