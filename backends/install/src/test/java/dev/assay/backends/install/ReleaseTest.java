package dev.assay.backends.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.backends.worker.Limits;
import dev.assay.core.backend.BackendSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {
  @TempDir Path folder;

  private Registry registry;

  @BeforeEach
  void start() {
    registry = new Registry(folder);
    registry.publish("org.toy:toy:1.0", "org.toy:base:1.0");
    registry.publish("org.toy:toy:2.0", "org.toy:base:1.0", "org.toy:unwanted:1.0");
    registry.publish("org.toy:base:1.0");
    registry.publish("org.toy:unwanted:1.0");
  }

  @AfterEach
  void end() {
    registry.close();
  }

  private Release release(String spec) {
    return registry.backends.release(BackendSpec.parse(spec));
  }

  private static Release installed(Release release) {
    release.install(Progress.SILENT);
    assertThat(release.isInstalled()).isTrue();
    return release;
  }

  private static List<String> jars(Release release) {
    return Stream.of(release.classPath().split(File.pathSeparator))
        .map(jar -> Path.of(jar).getFileName().toString())
        .toList();
  }

  private Path toy() {
    return registry.backend(
        "toy", "version=1.0", "maven=org.toy:toy:{version}", "exclude=org.toy:unwanted");
  }

  @Test
  void aReleaseIsWhatItsArtifactsNeedAndNoMore() {
    Path at = toy();
    Registry.zip(at.resolve("adapter-0.1.jar"), Map.of());
    assertThat(release("toy").isInstalled()).isFalse();
    assertThat(jars(installed(release("toy"))))
        .containsExactly("toy-1.0.jar", "base-1.0.jar", "adapter-0.1.jar");
    assertThat(jars(installed(release("toy@2.0"))))
        .containsExactly("toy-2.0.jar", "base-1.0.jar", "adapter-0.1.jar");
  }

  @Test
  void aReleaseThatLiesInTheFolderIsInstalledAndGivesWayToAnother() {
    Path at = toy();
    Registry.zip(at.resolve("toy-1.0.jar"), Map.of());
    Registry.zip(at.resolve("base-1.5.jar"), Map.of());
    assertThat(release("toy").isInstalled()).isTrue();
    assertThat(release("toy").classPath()).isEqualTo(at.resolve("*").toString());
    assertThat(jars(installed(release("toy@2.0"))))
        .as("what is named holds; of what is merely needed the newer")
        .containsExactly("toy-2.0.jar", "base-1.5.jar");
  }

  @Test
  void whatIsInTheCacheNeedsNoRepository() throws IOException {
    toy();
    installed(release("toy"));
    delete(folder.resolve("remote"));
    assertThat(release("toy").isInstalled()).isTrue();
    assertThatThrownBy(() -> release("toy@2.0").install(Progress.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("required : org.toy:toy:2.0")
        .hasMessageContaining("way out");
    assertThat(release("toy@2.0").isInstalled()).isFalse();
    assertThat(folder.resolve("cache/backends/toy")).isDirectoryNotContaining("glob:**/making-*");
  }

  @Test
  void whatTheLocalRepositoryLosesIsFetchedAgain() throws IOException {
    toy();
    installed(release("toy"));
    delete(folder.resolve("local"));
    assertThat(release("toy").isInstalled()).isFalse();
    installed(release("toy"));
  }

  @Test
  void anOptionMayPutOtherArtifactsInThePlaceOfThoseThatAreShipped() {
    registry.publish("org.toy:toy_gpu:1.0", "org.toy:base:1.0");
    Path at =
        registry.backend(
            "toy",
            "version=1.0",
            "maven=org.toy:toy:{version}",
            "maven.provider.gpu=org.toy:toy_gpu:{version}");
    Registry.zip(at.resolve("toy-1.0.jar"), Map.of());
    Registry.zip(at.resolve("adapter-0.1.jar"), Map.of());
    assertThat(release("toy:provider=cpu").isShipped()).isTrue();
    assertThat(release("toy:provider=gpu").isInstalled()).isFalse();
    assertThat(jars(installed(release("toy:provider=gpu"))))
        .containsExactly("toy_gpu-1.0.jar", "base-1.0.jar", "adapter-0.1.jar");
  }

  @Test
  void aLargeDownloadIsAnnouncedAndASmallOneIsNot() {
    for (int megabytes : new int[] {200, 201}) {
      registry.backend(
          "toy" + megabytes, "version=1.0", "maven=org.toy:toy:1.0", "megabytes=" + megabytes);
      List<String> said = new ArrayList<>();
      release("toy" + megabytes).install(said(said, new ArrayList<>()));
      assertThat(said)
          .isEqualTo(
              megabytes > 200 ? List.of("toy201 1.0: about 201 MB are to be fetched") : List.of());
    }
  }

  private static Progress said(List<String> lines, List<String> files) {
    return new Progress() {
      @Override
      public void says(String line) {
        lines.add(line);
      }

      @Override
      public void fetched(String what, long bytes, long all) {
        if (bytes == all) {
          synchronized (files) {
            files.add(what);
          }
        }
      }
    };
  }

  @Test
  void manyAtOnceInstallOnce() throws Exception {
    toy();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<String> fetched = new ArrayList<>();
    Progress progress = said(new ArrayList<>(), fetched);
    Callable<Boolean> install =
        () -> {
          release("toy").install(progress);
          return release("toy").isInstalled();
        };
    for (Future<Boolean> done : threads.invokeAll(List.of(install, install, install, install))) {
      assertThat(done.get()).isTrue();
    }
    threads.shutdown();
    assertThat(fetched).contains("toy-1.0.jar", "base-1.0.jar");
    assertThat(fetched.stream().distinct()).hasSize(2);
  }

  @Test
  void whatAKilledInstallationLeftIsSweptAway() throws IOException {
    toy();
    Path half = folder.resolve("cache/backends/toy/making-1/1.0/half");
    Registry.write(half, "");
    installed(release("toy"));
    assertThat(half).doesNotExist();
  }

  @Test
  void aWheelIsUnpackedIntoTheCache() {
    assumeTrue(canRun("python3", "-m", "pip", "--version"), "needs Python with pip");
    registry.publishWheel("toywheel", "3.0");
    registry.backend(
        "whl",
        "version=3.0",
        "wheel=--no-index --find-links " + folder.resolve("wheels") + " toywheel=={version}");
    assertThat(release("whl").installsItself()).isFalse();
    assertThatThrownBy(() -> release("whl").open(BackendSpec.parse("whl"), Limits.USUAL))
        .hasMessageContaining("way out  : assay backends install whl");
    assertThat(installed(release("whl")).cache().resolve("toywheel/__init__.py"))
        .hasContent("version = '3.0'");
  }

  @Test
  void aPythonWorkerRunsInItsEnvironment() throws Exception {
    assumeTrue(canRun("python3", "-m", "venv", "--help"), "needs Python with venv");
    registry.publishWheel("toywheel", "3.0");
    Path at =
        registry.backend(
            "py",
            "version=3.0",
            "python=--no-index --find-links " + folder.resolve("wheels") + " toywheel=={version}",
            "environment=MOOD=good WHERE={cache}");
    String example = Files.readString(Path.of("../../docs/examples/worker.py"));
    Files.writeString(
        at.resolve("worker.py"),
        example.replace(
            "text(\"1.0\")", "text(__import__('toywheel').version + os.environ['MOOD'])"));
    try (var worker = installed(release("py")).open(BackendSpec.parse("py"), Limits.USUAL)) {
      assertThat(worker.version()).isEqualTo("3.0good");
    }
  }

  @Test
  void withoutPythonThereIsAWayOut() {
    System.setProperty("assay.python", folder.resolve("no-python").toString());
    try {
      registry.backend("whl", "version=3.0", "wheel=toywheel=={version}");
      assertThatThrownBy(() -> release("whl").install(Progress.SILENT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no-python")
          .hasMessageContaining("-Dassay.python=");
    } finally {
      System.clearProperty("assay.python");
    }
  }

  @Test
  void whatHasNoReleasesHasNoVersions() {
    registry.backend("plain", "title=Plain");
    assertThat(release("plain").isInstalled()).isTrue();
    assertThatThrownBy(() -> release("plain@1.0")).hasMessageContaining("but      : plain@1.0");
    assertThatThrownBy(() -> release("plan")).hasMessageContaining("required : one of plain");
  }

  private static boolean canRun(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
