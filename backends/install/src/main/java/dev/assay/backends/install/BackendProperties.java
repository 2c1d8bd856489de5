package dev.assay.backends.install;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the file {@code backend.properties} in a backend's folder says: where its releases come from
 * and how its worker is started. {@code docs/backends.md} describes each line.
 *
 * @param version the release that is meant where none is named; empty where there are no releases
 * @param oldest the first release that the worker speaks to
 * @param maven the artifacts that a release consists of
 * @param exclude artifacts that they ask for in vain
 * @param python requirements of the virtual environment that the worker runs in
 * @param wheel wheels that are unpacked
 * @param megabytes how much is fetched, about
 * @param levels values of the option {@code opt}, from the one that leaves the model as it is to
 *     the one that changes it most
 * @param slow whether it takes a second or so for a model
 * @param java options of the worker's JVM
 * @param command the worker, where it is neither a JVM nor a Python program of the folder
 * @param unlimited conditions {@code option=value} under which the worker may have any address
 *     space
 * @param environment variables for the worker, by the condition {@code option=value}; those for all
 *     specifications have the condition ""
 */
record BackendProperties(
    String title,
    Optional<String> version,
    String oldest,
    List<String> maven,
    List<String> exclude,
    List<String> python,
    List<String> wheel,
    int megabytes,
    List<String> levels,
    boolean slow,
    List<String> java,
    List<String> command,
    List<String> unlimited,
    Map<String, List<String>> environment) {
  static final String FILE = "backend.properties";

  private static final Set<String> KEYS =
      Set.of(
          "title",
          "version",
          "oldest",
          "maven",
          "exclude",
          "python",
          "wheel",
          "megabytes",
          "levels",
          "slow",
          "java",
          "command",
          "unlimited",
          "environment");

  /**
   * Reads the file of a folder; where there is none, the backend is complete as it stands.
   *
   * @throws IllegalArgumentException if the file says what nobody understands
   */
  static BackendProperties read(Path folder) {
    Path file = folder.resolve(FILE);
    Properties lines = new Properties();
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        lines.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    check(file, lines);
    return new BackendProperties(
        lines.getProperty("title", folder.getFileName().toString()),
        Optional.ofNullable(lines.getProperty("version")),
        lines.getProperty("oldest", "0"),
        words(lines, "maven"),
        words(lines, "exclude"),
        words(lines, "python"),
        words(lines, "wheel"),
        megabytes(file, lines),
        words(lines, "levels"),
        Boolean.parseBoolean(lines.getProperty("slow", "false")),
        words(lines, "java"),
        words(lines, "command"),
        words(lines, "unlimited"),
        environment(lines));
  }

  /** Whether a release is more than what lies in the folder. */
  boolean hasReleases() {
    return !maven.isEmpty() || needsPip();
  }

  /** Whether it takes Python to install a release. */
  boolean needsPip() {
    return !python.isEmpty() || !wheel.isEmpty();
  }

  /** The assignments for a worker with these options, in the order in which they hold. */
  List<String> environment(Map<String, String> options) {
    List<String> assignments = new ArrayList<>(environment.getOrDefault("", List.of()));
    options.forEach(
        (option, value) ->
            assignments.addAll(environment.getOrDefault(option + "=" + value, List.of())));
    return assignments;
  }

  /** Whether a worker with these options may have any address space. */
  boolean isUnlimited(Map<String, String> options) {
    return options.entrySet().stream()
        .anyMatch(option -> unlimited.contains(option.getKey() + "=" + option.getValue()));
  }

  private static Map<String, List<String>> environment(Properties lines) {
    Map<String, List<String>> environment = new TreeMap<>();
    for (String key : lines.stringPropertyNames()) {
      if (key.equals("environment")) {
        environment.put("", words(lines, key));
      } else if (key.startsWith("environment.")) {
        String[] condition = key.split("\\.", 3);
        environment.put(condition[1] + "=" + condition[2], words(lines, key));
      }
    }
    return environment;
  }

  private static List<String> words(Properties lines, String key) {
    String line = lines.getProperty(key, "").strip();
    return line.isEmpty() ? List.of() : List.of(line.split("\\s+"));
  }

  private static int megabytes(Path file, Properties lines) {
    String number = lines.getProperty("megabytes", "0");
    if (!number.matches("[0-9]{1,6}")) {
      throw bad(file, "megabytes, a whole number", number);
    }
    return Integer.parseInt(number);
  }

  private static void check(Path file, Properties lines) {
    for (String key : new TreeSet<>(lines.stringPropertyNames())) {
      if (!KEYS.contains(key) && !key.matches("environment\\.[^.]+\\.[^.].*")) {
        throw bad(file, String.join(", ", new TreeSet<>(KEYS)) + ", environment.OPTION.VALUE", key);
      }
      if (key.startsWith("environment")
          && !words(lines, key).stream().allMatch(w -> w.indexOf('=') > 0)) {
        throw bad(file, key + "=NAME=VALUE ...", lines.getProperty(key));
      }
    }
  }

  private static IllegalArgumentException bad(Path file, String required, String but) {
    return new IllegalArgumentException(
        "a backend is described in a way that nobody understands\n  required : "
            + required
            + "\n  but      : "
            + but
            + "\n  file     : "
            + file);
  }
}
