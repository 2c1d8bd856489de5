package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said where nothing can be fetched and the cache is empty. */
final class OfflineTest {
  @TempDir Path folder;

  private Map<String, String> properties = Map.of();

  @BeforeEach
  void leadNowhere() throws IOException {
    write("backends/jars/backend.properties", "version=1.0\nmaven=org.toy:toy:{version}");
    write("backends/wheels/backend.properties", "version=1.0\nwheel=toywheel=={version}");
    write("backends/card/backend.properties", "version=1.0\nmaven=a:b:{version}\ngpu=on=card");
    write(
        "settings.xml",
        "<settings><localRepository>"
            + folder.resolve("local")
            + "</localRepository><mirrors><mirror><id>nowhere</id><mirrorOf>*</mirrorOf><url>"
            + folder.resolve("nowhere").toUri()
            + "</url></mirror></mirrors></settings>");
    properties =
        Map.of(
            "assay.backends", folder.resolve("backends").toString(),
            "assay.cache", folder.resolve("cache").toString(),
            "assay.maven.settings", folder.resolve("settings.xml").toString());
    properties.forEach(System::setProperty);
  }

  @AfterEach
  void clear() {
    properties.keySet().forEach(System::clearProperty);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fuzz --tests 1 --backend jars", "backends install jars"})
  void whatComesByMavenSaysWhatIsMissingAndHowToGoOn(String command) {
    Said said = Said.by(command.split(" "));
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err())
        .contains("artifacts cannot be fetched")
        .contains("\n  required : org.toy:toy:1.0\n  but      : ")
        .contains("\n  way out  : a network, or a mirror in ~/.m2/settings.xml");
  }

  @Test
  void whatComesByPipSaysTheCommandThatBringsIt() {
    Said said = Said.by("fuzz", "--tests", "1", "--backend", "wheels");
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err())
        .contains("a backend is not installed\n  required : wheels 1.0")
        .contains("\n  way out  : assay backends install wheels");
  }

  @Test
  void whatNeedsAGpuIsNotFetchedForNothing() {
    assumeFalse(Files.exists(Path.of("/proc/driver/nvidia/version")), "there is a GPU here");
    Said said = Said.by("fuzz", "--tests", "1", "--backend", "card:on=card");
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err())
        .contains("the backend card:on=card cannot run here\n  required : an NVIDIA GPU")
        .contains("\n  but      : no driver, since /proc/driver/nvidia/version is not there");
  }
}
