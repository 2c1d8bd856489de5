package dev.assay.backends.install;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A machine without a network: a Maven repository and a folder of wheels, a local repository, a
 * cache and a folder of backends, all in one folder.
 */
final class Registry implements AutoCloseable {
  private static final List<String> PROPERTIES = List.of("assay.cache", "assay.maven.settings");

  final Path folder;
  final BackendFolder backends;

  Registry(Path folder) {
    this.folder = folder;
    this.backends = new BackendFolder(folder.resolve("backends"));
    write(
        folder.resolve("settings.xml"),
        "<settings><localRepository>"
            + folder.resolve("local")
            + "</localRepository><mirrors><mirror><id>here</id><mirrorOf>*</mirrorOf><url>"
            + folder.resolve("remote").toUri()
            + "</url></mirror></mirrors></settings>");
    System.setProperty("assay.cache", folder.resolve("cache").toString());
    System.setProperty("assay.maven.settings", folder.resolve("settings.xml").toString());
  }

  @Override
  public void close() {
    PROPERTIES.forEach(System::clearProperty);
  }

  /** Publishes an artifact that needs others, each {@code group:artifact:version}. */
  void publish(String coordinates, String... needs) {
    String[] parts = coordinates.split(":");
    StringBuilder pom = new StringBuilder("<project><modelVersion>4.0.0</modelVersion>");
    pom.append(identity(parts)).append("<dependencies>");
    for (String need : needs) {
      pom.append("<dependency>").append(identity(need.split(":"))).append("</dependency>");
    }
    Path at =
        folder
            .resolve("remote")
            .resolve(parts[0].replace('.', '/'))
            .resolve(parts[1])
            .resolve(parts[2]);
    write(at.resolve(parts[1] + "-" + parts[2] + ".pom"), pom + "</dependencies></project>");
    zip(at.resolve(parts[1] + "-" + parts[2] + ".jar"), Map.of("name.txt", coordinates));
  }

  private static String identity(String[] parts) {
    return "<groupId>"
        + parts[0]
        + "</groupId><artifactId>"
        + parts[1]
        + "</artifactId><version>"
        + parts[2]
        + "</version>";
  }

  /** Publishes a wheel with one module. */
  void publishWheel(String name, String version) {
    String info = name + "-" + version + ".dist-info/";
    zip(
        folder.resolve("wheels").resolve(name + "-" + version + "-py3-none-any.whl"),
        Map.of(
            name + "/__init__.py",
            "version = '" + version + "'\n",
            info + "METADATA",
            "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n",
            info + "WHEEL",
            "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            info + "RECORD",
            ""));
  }

  /** Makes the folder of a backend. */
  Path backend(String name, String... properties) {
    Path at = folder.resolve("backends").resolve(name);
    write(at.resolve("backend.properties"), String.join("\n", properties));
    return at;
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void zip(Path file, Map<String, String> entries) {
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = Files.newOutputStream(file);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        for (Map.Entry<String, String> entry : entries.entrySet()) {
          zip.putNextEntry(new ZipEntry(entry.getKey()));
          zip.write(entry.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
