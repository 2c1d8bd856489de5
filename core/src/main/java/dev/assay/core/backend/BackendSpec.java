package dev.assay.core.backend;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which backend, which release and how: {@code onnxruntime@1.16.3:opt=basic,provider=cuda}. An
 * option's value alone is that of {@code opt}, as in {@code tensorflow:xla}.
 *
 * <p>{@code exec:./my-worker --fast} is the program that the rest says to a shell.
 *
 * @param version the release asked for; empty for the one that Assay ships with
 */
public record BackendSpec(String name, Optional<String> version, Map<String, String> options) {
  private static final Pattern FORM =
      Pattern.compile("(?<name>[a-z][a-z0-9-]*)(@(?<version>[^:@]+))?(:(?<options>.*))?");

  /** The backend that is a program, and the option that holds its command line. */
  private static final String PROGRAM = "exec";

  private static final String COMMAND = "command";

  public BackendSpec {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /**
   * Reads a specification.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static BackendSpec parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw bad(text);
    }
    String options = m.group("options");
    if (m.group("name").equals(PROGRAM)) {
      if (m.group("version") != null || options == null || options.isBlank()) {
        throw bad(text);
      }
      return new BackendSpec(PROGRAM, Optional.empty(), Map.of(COMMAND, options));
    }
    return new BackendSpec(
        m.group("name"),
        Optional.ofNullable(m.group("version")),
        options == null ? Map.of() : options(options, text));
  }

  private static Map<String, String> options(String list, String text) {
    Map<String, String> options = new TreeMap<>();
    for (String option : list.split(",")) {
      int equals = option.indexOf('=');
      if (equals == 0 || option.isEmpty()) {
        throw bad(text);
      }
      options.put(equals < 0 ? "opt" : option.substring(0, equals), option.substring(equals + 1));
    }
    return options;
  }

  /** The command line of the program that this is; empty where it is one of our backends. */
  public Optional<String> program() {
    return name.equals(PROGRAM) ? Optional.ofNullable(options.get(COMMAND)) : Optional.empty();
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException(
        "a backend is named in another form\n"
            + "  required : name[@version][:option=value,...], such as onnxruntime:opt=all,"
            + " or exec:program\n"
            + "  but      : "
            + text);
  }

  @Override
  public String toString() {
    if (program().isPresent()) {
      return name + ":" + program().get();
    }
    String head = name + version.map(v -> "@" + v).orElse("");
    return options.isEmpty()
        ? head
        : head
            + options.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(",", ":", ""));
  }
}
