package dev.assay.backends.worker;

import dev.assay.core.backend.BackendSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that holds a folder for each backend: its jars, or a file {@code command} with the
 * words of a program that speaks {@code docs/worker-protocol.md}, one a line.
 *
 * <p>A folder {@code name} holds the release that Assay ships with, {@code name@version} another.
 */
public record BackendFolder(Path path) {

  /**
   * The folder that the system property {@code assay.backends} names, or else {@code backends} in
   * the one that {@code assay.home} names.
   *
   * @throws IllegalStateException if neither is set
   */
  public static BackendFolder usual() {
    String own = System.getProperty("assay.backends");
    if (own != null) {
      return new BackendFolder(Path.of(own));
    }
    String home = System.getProperty("assay.home");
    if (home != null) {
      return new BackendFolder(Path.of(home, "backends"));
    }
    throw new IllegalStateException(
        "nobody says where the backends are\n"
            + "  required : the system property assay.backends, a folder with a folder for each backend\n"
            + "  way out  : start Assay by its launcher, which sets assay.home");
  }

  /** The backends that are there, in alphabetical order; other releases as {@code name@version}. */
  public List<String> names() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(path)) {
      return folders
          .filter(Files::isDirectory)
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A worker for a backend; its process starts at first use.
   *
   * @throws IllegalArgumentException if there is no such backend or not of that release
   */
  public Worker open(BackendSpec spec, Limits limits) {
    Path release = path.resolve(spec.name() + spec.version().map(v -> "@" + v).orElse(""));
    if (Files.isDirectory(release)) {
      return open(spec, release, limits);
    }
    Path shipped = path.resolve(spec.name());
    if (!Files.isDirectory(shipped)) {
      throw new IllegalArgumentException(
          "there is no backend of that name\n  required : one of "
              + String.join(", ", names())
              + "\n  but      : "
              + spec.name());
    }
    Worker worker = open(spec, shipped, limits);
    String version = version(worker);
    if (version.equals(spec.version().orElse(version))) {
      return worker;
    }
    worker.close();
    throw new IllegalArgumentException(
        "that release is not there, and releases are not yet fetched on demand\n  required : "
            + spec.name()
            + "@"
            + version
            + "\n  but      : "
            + spec
            + "\n  way out  : put its jars, with the others of "
            + shipped
            + ", into "
            + release);
  }

  private static String version(Worker worker) {
    try {
      return worker.version();
    } catch (IllegalStateException e) {
      worker.close();
      throw e;
    }
  }

  private static Worker open(BackendSpec spec, Path folder, Limits limits) {
    Path program = folder.resolve("command");
    if (!Files.exists(program)) {
      return Worker.ofClassPath(spec, folder.resolve("*").toString(), limits);
    }
    try {
      return Worker.ofProgram(spec, Files.readAllLines(program), limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
