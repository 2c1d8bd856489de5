package dev.assay.backends.install;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Artifacts of Maven repositories with all that they need, fetched into the user's own local
 * repository by the user's own settings: mirrors, proxies, credentials, offline.
 *
 * <p>The system property {@code assay.maven.settings} names another {@code settings.xml}.
 */
final class MavenArtifacts {
  private MavenArtifacts() {}

  /**
   * Fetches what is not there yet.
   *
   * @param coordinates each {@code group:artifact:version[:classifier]}
   * @param exclude each {@code group:artifact}
   * @throws IllegalArgumentException if some cannot be had
   */
  static List<Artifact> resolve(List<String> coordinates, List<String> exclude, Progress progress) {
    List<Exclusion> excluded = exclude.stream().map(MavenArtifacts::exclusion).toList();
    List<Dependency> roots =
        coordinates.stream()
            .map(c -> new Dependency(artifact(c), "runtime", false, excluded))
            .toList();
    try (Context maven = maven(progress)) {
      CollectRequest wanted = new CollectRequest(roots, List.of(), maven.remoteRepositories());
      return maven
          .repositorySystem()
          .resolveDependencies(
              maven.repositorySystemSession(),
              new DependencyRequest(wanted, DependencyFilterUtils.classpathFilter("runtime")))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .toList();
    } catch (DependencyResolutionException e) {
      throw new IllegalArgumentException(
          "artifacts cannot be fetched\n  required : "
              + String.join(" ", coordinates)
              + "\n  but      : "
              + first(e).getMessage()
              + "\n  way out  : a network, or a mirror in ~/.m2/settings.xml",
          e);
    }
  }

  /** What all the others are about. */
  private static Throwable first(Throwable e) {
    return e.getCause() == null ? e : first(e.getCause());
  }

  private static Context maven(Progress progress) {
    ContextOverrides.Builder overrides =
        ContextOverrides.create().withUserSettings(true).transferListener(new Transfers(progress));
    String settings = System.getProperty("assay.maven.settings");
    if (settings != null) {
      overrides.withUserSettingsXmlOverride(Path.of(settings));
    }
    return Runtimes.INSTANCE.getRuntime().create(overrides.build());
  }

  /**
   * The releases of an artifact that repositories have, from one on, in order; none where nobody
   * answers.
   *
   * @param coordinates {@code group:artifact:version}, of whatever version
   */
  static List<String> versions(String coordinates, String oldest) {
    String[] parts = coordinates.split(":");
    Artifact any = new DefaultArtifact(parts[0], parts[1], "jar", "[" + oldest + ",)");
    try (Context maven = maven(Progress.SILENT)) {
      return maven
          .repositorySystem()
          .resolveVersionRange(
              maven.repositorySystemSession(),
              new VersionRangeRequest(any, maven.remoteRepositories(), ""))
          .getVersions()
          .stream()
          .map(Object::toString)
          .filter(version -> version.matches("[0-9.]+"))
          .toList();
    } catch (VersionRangeResolutionException e) {
      return List.of();
    }
  }

  /** Writes down where artifacts lie: each its coordinates, a tab and its file. */
  static void write(Path list, List<Artifact> artifacts) throws IOException {
    Files.write(list, artifacts.stream().map(a -> a + "\t" + a.getFile()).toList());
  }

  /** The artifacts that were written down. */
  static List<Artifact> read(Path list) {
    try {
      return Files.readAllLines(list).stream()
          .map(line -> line.split("\t", 2))
          .map(line -> new DefaultArtifact(line[0]).setFile(new File(line[1])))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + list, e);
    }
  }

  static Artifact artifact(String coordinates) {
    String[] parts = coordinates.split(":");
    if (parts.length < 3 || parts.length > 4) {
      throw new IllegalArgumentException(
          "an artifact is named in another form\n"
              + "  required : group:artifact:version[:classifier]\n"
              + "  but      : "
              + coordinates);
    }
    return new DefaultArtifact(
        parts[0], parts[1], parts.length == 4 ? parts[3] : "", "jar", parts[2]);
  }

  private static Exclusion exclusion(String groupAndArtifact) {
    String[] parts = groupAndArtifact.split(":", 2);
    return new Exclusion(parts[0], parts.length == 2 ? parts[1] : "*", "*", "*");
  }
}
