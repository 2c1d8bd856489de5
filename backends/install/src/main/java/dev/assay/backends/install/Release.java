package dev.assay.backends.install;

import dev.assay.backends.worker.CacheFolder;
import dev.assay.backends.worker.Launch;
import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.backend.BackendSpec;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.Artifact;

/**
 * A backend of one version, with the options that decide what it consists of: the backend's folder
 * in the distribution and, where the release is more than that, a folder of its own in the cache
 * with the wheels, the virtual environment {@code python} and in the file {@code artifacts} what
 * Maven fetched.
 */
public final class Release {
  /** The option that says how much is optimised. */
  public static final String LEVEL = "opt";

  /** Downloads beyond this are announced. */
  private static final int LARGE = 200;

  private static final String ARTIFACTS = "artifacts";

  private final String name;
  private final String version;
  private final Path folder;
  private final BackendProperties properties;

  Release(String name, String version, Path folder, BackendProperties properties) {
    this.name = name;
    this.version = version;
    this.folder = folder;
    this.properties = properties;
  }

  /** The name as a person knows it. */
  public String title() {
    return properties.title();
  }

  /** The version asked for; empty where the backend has no releases. */
  public String version() {
    return version;
  }

  /** Where a file of a name is among what is shipped of the backend, if it is there. */
  public Path shipped(String file) {
    return folder.resolve(file);
  }

  /** Whether it takes a second or so for a model. */
  public boolean isSlow() {
    return properties.slow();
  }

  /** The level at which nodes of operators of its own run by themselves, where there is one. */
  public Optional<String> alone() {
    return properties.alone();
  }

  /** The levels of its optimiser, the one that leaves the model as it is first. */
  public List<String> levels() {
    return properties.levels();
  }

  /** Whether options name the first level, which leaves a model as it is. */
  public boolean isUnoptimised(Map<String, String> options) {
    return levels().stream().limit(1).anyMatch(plain -> plain.equals(options.get(LEVEL)));
  }

  /** Whether its worker is started as that of other options is, so that one process serves both. */
  public boolean isStartedLike(Release other) {
    return properties.maven().equals(other.properties.maven())
        && properties.unlimited() == other.properties.unlimited()
        && environment().equals(other.environment());
  }

  /**
   * The numbers of all releases that Maven's repositories have and the worker speaks to, the oldest
   * first; this one alone where it does not come from there, or nobody answers.
   */
  public List<String> others() {
    List<String> numbers =
        properties.maven().stream()
            .filter(coordinates -> coordinates.endsWith(":{version}"))
            .findFirst()
            .map(coordinates -> MavenArtifacts.versions(coordinates, properties.oldest()))
            .orElse(List.of());
    return numbers.isEmpty() ? List.of(version) : numbers;
  }

  /** How much an installation fetches, about. */
  public int megabytes() {
    return properties.megabytes();
  }

  /** How many bytes it takes on the disk: its folders and what Maven fetched. */
  public long bytes() {
    Path list = cache().resolve(ARTIFACTS);
    long fetched =
        Files.exists(list)
            ? MavenArtifacts.read(list).stream().mapToLong(a -> a.getFile().length()).sum()
            : 0;
    return fetched + bytes(folder) + (Files.exists(list) ? bytes(cache()) : 0);
  }

  private static long bytes(Path tree) {
    try (Stream<Path> files = Files.walk(tree)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether all that it needs is there. */
  public boolean isInstalled() {
    if (isShipped()) {
      return true;
    }
    Path list = cache().resolve(ARTIFACTS);
    return Files.exists(list)
        && MavenArtifacts.read(list).stream().allMatch(artifact -> artifact.getFile().exists());
  }

  /**
   * Why this machine cannot run it, whatever is installed; empty where nothing is known of that.
   */
  public Optional<String> missing() {
    return properties.gpu() ? Gpu.ofThisMachine().missing() : Optional.empty();
  }

  /** Whether it may be installed without a word, since it takes nothing but Maven. */
  public boolean installsItself() {
    return !properties.needsPip();
  }

  /** Whether the distribution holds all of it. */
  public boolean isShipped() {
    return !properties.needsPip()
        && named().stream().allMatch(artifact -> ClassPath.holds(folder, artifact));
  }

  /** Its folder in the cache; it is not there unless the release has been installed. */
  public Path cache() {
    String contents =
        String.join(" ", maven()) + properties.exclude() + properties.python() + properties.wheel();
    return releases().resolve(version + "-" + Integer.toHexString(contents.hashCode()));
  }

  /** The folder of the cache with all releases of the backend. */
  private Path releases() {
    return CacheFolder.path().resolve("backends").resolve(name).toAbsolutePath();
  }

  /**
   * Fetches what it needs and is not there; another process that does the same is waited for.
   *
   * @throws IllegalArgumentException if something cannot be had
   */
  public void install(Progress progress) {
    if (isInstalled()) {
      return;
    }
    Path cache = cache();
    try (Interruption unused = new Interruption(name + " " + version, progress);
        InstallLock alone = InstallLock.of(releases().resolve("lock"))) {
      if (isInstalled()) {
        return;
      }
      CacheFolder.sweep(releases());
      if (properties.megabytes() > LARGE) {
        progress.says(
            name + " " + version + ": about " + properties.megabytes() + " MB are to be fetched");
      }
      Path made =
          CacheFolder.make(
              CacheFolder.path().toAbsolutePath().relativize(cache).toString(),
              at -> fill(at, progress));
      if (!isInstalled()) { // the local repository has lost some of it
        Path list = Files.createTempFile(releases(), "making-", "");
        MavenArtifacts.write(list, resolve(progress));
        Files.move(list, made.resolve(ARTIFACTS), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot install " + name + "@" + version, e);
    }
  }

  private void fill(Path at, Progress progress) throws IOException {
    Files.createDirectory(at);
    Python python = new Python(progress);
    if (!properties.wheel().isEmpty()) {
      python.unpackWheels(at, words(properties.wheel(), at));
    }
    if (!properties.python().isEmpty()) {
      python.makeEnvironment(at.resolve("python"), words(properties.python(), at));
    }
    MavenArtifacts.write(at.resolve(ARTIFACTS), resolve(progress));
  }

  private List<Artifact> resolve(Progress progress) {
    return properties.maven().isEmpty()
        ? List.of()
        : MavenArtifacts.resolve(maven(), properties.exclude(), progress);
  }

  /**
   * A worker; its process starts at first use.
   *
   * @throws IllegalArgumentException if the release is not installed
   */
  public Worker open(BackendSpec spec, Limits limits) {
    if (!isInstalled()) {
      throw new IllegalArgumentException(
          "a backend is not installed\n  required : "
              + name
              + " "
              + version
              + "\n  way out  : assay backends install "
              + name
              + (version.equals(properties.version().orElse("")) ? "" : "@" + version));
    }
    Launch launch = launch().with(environment());
    return Worker.of(
        spec,
        properties.unlimited() ? launch.withAnyAddresses() : launch,
        limits,
        isUnoptimised(spec.options()));
  }

  /** A worker with the usual limits. */
  public Worker open(BackendSpec spec) {
    return open(spec, Limits.USUAL);
  }

  private Launch launch() {
    if (!properties.command().isEmpty()) {
      return Launch.ofProgram(words(properties.command(), cache()));
    }
    if (!properties.python().isEmpty()) {
      return Launch.ofProgram(
          List.of(
              Python.interpreter(cache().resolve("python")).toString(),
              folder.resolve("worker.py").toString()));
    }
    return Launch.ofClassPath(classPath(), words(properties.java(), cache()));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String assignment : words(properties.environment(), cache())) {
      int equals = assignment.indexOf('=');
      environment.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    return environment;
  }

  String classPath() {
    if (isShipped()) {
      return folder.resolve("*").toString();
    }
    List<Artifact> fetched = MavenArtifacts.read(cache().resolve(ARTIFACTS));
    return ClassPath.of(shipped(), named(), fetched).stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The jars of the folder, without those in whose place this release has others. */
  private List<Path> shipped() {
    List<Artifact> replaced = artifacts(properties.replaced());
    return ClassPath.jars(folder).stream()
        .filter(jar -> replaced.stream().noneMatch(a -> ClassPath.isOf(jar, a)))
        .toList();
  }

  private List<Artifact> named() {
    return artifacts(properties.maven());
  }

  private List<Artifact> artifacts(List<String> words) {
    return words(words, folder).stream().map(MavenArtifacts::artifact).toList();
  }

  private List<String> maven() {
    return words(properties.maven(), folder);
  }

  /** Words with what stands in braces put in. */
  private List<String> words(List<String> words, Path cache) {
    return words.stream()
        .map(
            word ->
                word.replace("{version}", version)
                    .replace("{platform}", Platform.name())
                    .replace("{folder}", folder.toString())
                    .replace("{cache}", cache.toString()))
        .toList();
  }
}
