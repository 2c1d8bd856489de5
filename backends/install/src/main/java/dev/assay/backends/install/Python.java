package dev.assay.backends.install;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The Python that makes virtual environments and fetches wheels: {@code python3}, or what the
 * system property {@code assay.python} names. Its pip keeps to the user's own pip configuration.
 */
final class Python {
  private static final int LAST_LINES = 5;

  private final String interpreter;
  private final Progress progress;

  Python(Progress progress) {
    this.interpreter = System.getProperty("assay.python", "python3");
    this.progress = progress;
  }

  /** The interpreter of a virtual environment. */
  static Path interpreter(Path environment) {
    return environment.resolve("bin").resolve("python");
  }

  /**
   * Makes a virtual environment at a path that is to be moved, so only its interpreter counts.
   *
   * @throws IllegalArgumentException if that cannot be done here
   */
  void makeEnvironment(Path at, List<String> requirements) {
    run(
        List.of(interpreter, "-m", "venv", at.toString()),
        line -> false,
        "a Python with venv (Debian, Ubuntu: apt-get install python3-venv)");
    List<String> install =
        new ArrayList<>(
            List.of(interpreter(at).toString(), "-m", "pip", "install", "--progress-bar", "off"));
    install.addAll(requirements);
    run(install, Python::isNews, "a network, or an index of packages in pip's configuration");
  }

  /**
   * Unpacks wheels into a folder.
   *
   * @param requirements of pip, with options such as {@code --python-version} among them
   * @throws IllegalArgumentException if they cannot be had
   */
  void unpackWheels(Path into, List<String> requirements) throws IOException {
    Path wheels = Files.createDirectory(into.resolve("wheels"));
    List<String> download =
        new ArrayList<>(
            List.of(
                interpreter,
                "-m",
                "pip",
                "download",
                "--progress-bar",
                "off",
                "--no-deps",
                "--only-binary=:all:",
                "--dest",
                wheels.toString()));
    download.addAll(requirements);
    run(
        download,
        Python::isNews,
        "a network, or an index of packages in pip's configuration;"
            + " a Python with pip (Debian, Ubuntu: apt-get install python3-pip)");
    try (var files = Files.list(wheels)) {
      for (Path wheel : files.toList()) {
        unpack(wheel, into);
        Files.delete(wheel);
      }
    }
    Files.delete(wheels);
  }

  private static void unpack(Path wheel, Path into) throws IOException {
    try (InputStream in = Files.newInputStream(wheel);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
          throw new IOException(wheel.getFileName() + " would write outside its folder: " + entry);
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
  }

  /** The lines of pip that tell a person how far it is. */
  private static boolean isNews(String line) {
    return line.startsWith("Collecting ")
        || line.strip().startsWith("Downloading ")
        || line.startsWith("Installing ");
  }

  private void run(List<String> command, Predicate<String> isNews, String wayOut) {
    Deque<String> last = new ArrayDeque<>();
    int exit;
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
          if (isNews.test(line)) {
            progress.says(line.strip());
          }
          last.add(line.strip());
          if (last.size() > LAST_LINES) {
            last.remove();
          }
        }
      }
      exit = process.waitFor();
    } catch (IOException e) {
      throw failed(command, String.valueOf(e.getMessage()), wayOut);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while Python works", e));
    }
    if (exit != 0) {
      throw failed(command, "exit " + exit + "\n    " + String.join("\n    ", last), wayOut);
    }
  }

  private static IllegalArgumentException failed(List<String> command, String but, String wayOut) {
    return new IllegalArgumentException(
        "Python does not do what an installation needs\n  required : "
            + String.join(" ", command)
            + "\n  but      : "
            + but
            + "\n  way out  : "
            + wayOut
            + "\n             another Python: ASSAY_OPTS=-Dassay.python=/path/to/python3");
  }
}
