package dev.assay.core.backend;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which backend, which release and how: {@code onnxruntime@1.16.3:opt=basic,provider=cuda}.
 *
 * @param version the release asked for; empty for the one that Assay ships with
 */
public record BackendSpec(String name, Optional<String> version, Map<String, String> options) {
  private static final Pattern FORM =
      Pattern.compile("(?<name>[a-z][a-z0-9-]*)(@(?<version>[^:@]+))?(:(?<options>.*))?");

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
    Map<String, String> options = new TreeMap<>();
    if (m.group("options") != null) {
      for (String option : m.group("options").split(",")) {
        int equals = option.indexOf('=');
        if (equals < 1) {
          throw bad(text);
        }
        options.put(option.substring(0, equals), option.substring(equals + 1));
      }
    }
    return new BackendSpec(m.group("name"), Optional.ofNullable(m.group("version")), options);
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException(
        "a backend is named in another form\n"
            + "  required : name[@version][:option=value,...], such as onnxruntime:opt=all\n"
            + "  but      : "
            + text);
  }

  @Override
  public String toString() {
    String head = name + version.map(v -> "@" + v).orElse("");
    return options.isEmpty()
        ? head
        : head
            + options.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(",", ":", ""));
  }
}
