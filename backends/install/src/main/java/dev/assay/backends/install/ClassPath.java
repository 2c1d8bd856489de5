package dev.assay.backends.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.InvalidVersionSpecificationException;
import org.eclipse.aether.version.VersionScheme;

/**
 * The jars of a worker: those that its release asks for, and the others of the backend's folder.
 */
final class ClassPath {
  private static final VersionScheme VERSIONS = new GenericVersionScheme();

  private ClassPath() {}

  /** The jars of a folder, in alphabetical order. */
  static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the jar of an artifact lies in a folder. */
  static boolean holds(Path folder, Artifact artifact) {
    String classifier = artifact.getClassifier().isEmpty() ? "" : "-" + artifact.getClassifier();
    return Files.exists(
        folder.resolve(
            artifact.getArtifactId() + "-" + artifact.getVersion() + classifier + ".jar"));
  }

  /**
   * One jar of each artifact: what the release names itself holds; of what is merely needed on both
   * sides, the newer.
   *
   * @param named the artifacts that the release names
   * @param resolved these with all that they need
   */
  static List<Path> of(List<Path> shipped, List<Artifact> named, List<Artifact> resolved) {
    List<Path> jars = new ArrayList<>();
    List<Path> rest = new ArrayList<>(shipped);
    for (Artifact artifact : resolved) {
      List<Path> rivals = rest.stream().filter(j -> version(j, artifact).isPresent()).toList();
      boolean older =
          rivals.stream()
              .flatMap(j -> version(j, artifact).stream())
              .anyMatch(v -> newer(v, artifact));
      if (!older || isAmong(named, artifact)) {
        jars.add(artifact.getFile().toPath());
        rest.removeAll(rivals);
      }
    }
    jars.addAll(rest);
    return jars;
  }

  private static boolean isAmong(List<Artifact> named, Artifact artifact) {
    return named.stream()
        .anyMatch(
            n ->
                n.getGroupId().equals(artifact.getGroupId())
                    && n.getArtifactId().equals(artifact.getArtifactId()));
  }

  /** Whether a jar is some release of an artifact. */
  static boolean isOf(Path jar, Artifact artifact) {
    return version(jar, artifact).isPresent();
  }

  /** The version of a jar that is some release of an artifact. */
  private static Optional<String> version(Path jar, Artifact artifact) {
    String classifier = artifact.getClassifier().isEmpty() ? "" : "-" + artifact.getClassifier();
    Matcher m =
        Pattern.compile(
                Pattern.quote(artifact.getArtifactId())
                    + "-([0-9].*)"
                    + Pattern.quote(classifier)
                    + "\\.jar")
            .matcher(jar.getFileName().toString());
    return m.matches() ? Optional.of(m.group(1)) : Optional.empty();
  }

  private static boolean newer(String version, Artifact than) {
    try {
      return VERSIONS.parseVersion(version).compareTo(VERSIONS.parseVersion(than.getVersion())) > 0;
    } catch (InvalidVersionSpecificationException e) {
      throw new IllegalStateException("every text is a version", e);
    }
  }
}
