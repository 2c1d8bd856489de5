package dev.assay.backends.install;

import dev.assay.core.backend.BackendSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that holds a folder for each backend: its own jars or program, and in {@code
 * backend.properties} where the rest of it comes from.
 */
record BackendFolder(Path path) {

  /**
   * The folder that the system property {@code assay.backends} names, or else {@code backends} in
   * the one that {@code assay.home} names.
   *
   * @throws IllegalStateException if neither is set
   */
  static BackendFolder usual() {
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

  /** The backends that are there, in alphabetical order. */
  List<String> names() {
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
   * The release that a specification names.
   *
   * @throws IllegalArgumentException if there is no such backend, or it has no releases
   */
  Release release(BackendSpec spec) {
    Path folder = path.resolve(spec.name()).toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "there is no backend of that name\n  required : one of "
              + String.join(", ", names())
              + "\n  but      : "
              + spec.name());
    }
    BackendProperties properties = BackendProperties.read(folder, spec.options());
    if (spec.version().isPresent() && !properties.hasReleases()) {
      throw new IllegalArgumentException(
          "a backend comes as it is, without other releases\n  required : "
              + spec.name()
              + "\n  but      : "
              + spec);
    }
    String version = spec.version().or(properties::version).orElse("");
    return new Release(spec.name(), version, folder, properties);
  }
}
