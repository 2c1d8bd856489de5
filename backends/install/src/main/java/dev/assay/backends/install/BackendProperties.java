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
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the file {@code backend.properties} in a backend's folder says: where its releases come from
 * and how its worker is started, with some options. {@code docs/backends.md} describes each line.
 *
 * @param version the release that is meant where none is named; empty where there are no releases
 * @param oldest the first release that the worker speaks to
 * @param maven the artifacts that a release consists of
 * @param replaced the artifacts that it consists of with other options, where that makes a
 *     difference
 * @param exclude artifacts that they ask for in vain
 * @param python requirements of the virtual environment that the worker runs in
 * @param wheel wheels that are unpacked
 * @param megabytes how much is fetched, about
 * @param levels values of the option {@code opt}, from the one that leaves the model as it is to
 *     the one that changes it most
 * @param alone the value of {@code opt} at which nodes of operators of its own run by themselves
 * @param slow whether it takes a second or so for a model
 * @param java options of the worker's JVM
 * @param command the worker, where it is neither a JVM nor a Python program of the folder
 * @param unlimited whether the worker may have any address space
 * @param gpu whether it needs a GPU of NVIDIA
 * @param environment variables for the worker, in the order in which they hold
 */
record BackendProperties(
    String title,
    Optional<String> version,
    String oldest,
    List<String> maven,
    List<String> replaced,
    List<String> exclude,
    List<String> python,
    List<String> wheel,
    int megabytes,
    List<String> levels,
    Optional<String> alone,
    boolean slow,
    List<String> java,
    List<String> command,
    boolean unlimited,
    boolean gpu,
    List<String> environment) {
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
          "alone",
          "slow",
          "java",
          "command",
          "unlimited",
          "gpu",
          "environment");

  /** Those that may also be said for one value of one option: {@code KEY.OPTION.VALUE}. */
  private static final String CONDITIONAL = "(environment|maven|megabytes)";

  /** The place of an option's value, as no other word in braces is. */
  private static final Pattern OPTION =
      Pattern.compile("\\{((?!version|platform|folder|cache)[a-z]+)}");

  /**
   * Reads the file of a folder; where there is none, the backend is complete as it stands.
   *
   * @param options of the specification that it is read for
   * @throws IllegalArgumentException if the file says what nobody understands
   */
  static BackendProperties read(Path folder, Map<String, String> options) {
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
    List<String> usual = words(lines, "maven");
    List<String> maven = words(lines, key(lines, "maven", options));
    boolean gpu = holds(lines, "gpu", options);
    return new BackendProperties(
        lines.getProperty("title", folder.getFileName().toString()),
        Optional.ofNullable(lines.getProperty("version")),
        lines.getProperty("oldest", "0"),
        maven,
        maven.equals(usual) ? List.of() : usual,
        words(lines, "exclude"),
        words(lines, "python"),
        words(lines, "wheel"),
        megabytes(file, lines, key(lines, "megabytes", options)),
        words(lines, "levels"),
        Optional.ofNullable(lines.getProperty("alone")),
        Boolean.parseBoolean(lines.getProperty("slow", "false")),
        words(lines, "java"),
        words(lines, "command"),
        gpu || holds(lines, "unlimited", options),
        gpu,
        environment(lines, options));
  }

  /** Whether a release is more than what lies in the folder. */
  boolean hasReleases() {
    return !maven.isEmpty() || needsPip();
  }

  /** Whether it takes Python to install a release. */
  boolean needsPip() {
    return !python.isEmpty() || !wheel.isEmpty();
  }

  private static List<String> environment(Properties lines, Map<String, String> options) {
    List<String> assignments = new ArrayList<>(words(lines, "environment"));
    options.forEach(
        (option, value) -> assignments.addAll(words(lines, "environment." + option + "." + value)));
    return assignments.stream().flatMap(a -> filled(a, options).stream()).toList();
  }

  /** An assignment with the value of an option in its place; none where that is not given. */
  private static Optional<String> filled(String assignment, Map<String, String> options) {
    Matcher place = OPTION.matcher(assignment);
    if (!place.find()) {
      return Optional.of(assignment);
    }
    return Optional.ofNullable(options.get(place.group(1)))
        .map(value -> assignment.replace(place.group(), value.replace(';', ',')));
  }

  /** The key that holds: that of an option, or else the one for all. */
  private static String key(Properties lines, String key, Map<String, String> options) {
    return options.entrySet().stream()
        .map(option -> key + "." + option.getKey() + "." + option.getValue())
        .filter(lines::containsKey)
        .findFirst()
        .orElse(key);
  }

  /** Whether one of the conditions {@code option=value} of a key holds. */
  private static boolean holds(Properties lines, String key, Map<String, String> options) {
    return words(lines, key).stream()
        .map(condition -> condition.split("=", 2))
        .anyMatch(c -> c.length == 2 && c[1].equals(options.get(c[0])));
  }

  private static List<String> words(Properties lines, String key) {
    String line = lines.getProperty(key, "").strip();
    return line.isEmpty() ? List.of() : List.of(line.split("\\s+"));
  }

  private static int megabytes(Path file, Properties lines, String key) {
    String number = lines.getProperty(key, "0");
    if (!number.matches("[0-9]{1,6}")) {
      throw bad(file, "megabytes, a whole number", number);
    }
    return Integer.parseInt(number);
  }

  private static void check(Path file, Properties lines) {
    for (String key : new TreeSet<>(lines.stringPropertyNames())) {
      if (!KEYS.contains(key) && !key.matches(CONDITIONAL + "\\.[^.]+\\.[^.].*")) {
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
