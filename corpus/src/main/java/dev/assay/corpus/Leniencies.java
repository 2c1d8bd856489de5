package dev.assay.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rules of ONNX that systems are known not to hold models to, so that it is no news when they
 * accept one that breaks them.
 *
 * <p>Read from {@code lenient.txt}: in each line the system, the kind of rule, the operator and a
 * pattern of the rule, either of them {@code *} for any, and why.
 */
public final class Leniencies {
  private static final List<Leniency> ALL = read();

  /** One line of the list. */
  private record Leniency(
      String system, String breach, Pattern operator, Pattern rule, String why) {

    boolean covers(String ofSystem, String ofBreach, String ofOperator, String ofRule) {
      return system.equals(ofSystem)
          && breach.equals(ofBreach)
          && operator.matcher(ofOperator).matches()
          && rule.matcher(ofRule).find();
    }
  }

  private Leniencies() {}

  /**
   * Why a system accepts a model that breaks a rule; empty where that is not known.
   *
   * @param breach the kind of rule
   * @param operator of the node that breaks it, or empty
   * @param rule that is broken
   */
  public static Optional<String> why(String system, String breach, String operator, String rule) {
    return ALL.stream()
        .filter(l -> l.covers(system, breach, operator, rule))
        .map(Leniency::why)
        .findFirst();
  }

  private static List<Leniency> read() {
    try (InputStream in = Leniencies.class.getResourceAsStream("lenient.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      List<Leniency> all = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          all.add(parse(line));
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Leniency parse(String line) {
    String[] fields = line.split("\\s*\\|\\s*", 5);
    if (fields.length < 5) {
      throw new IllegalStateException("lenient.txt has a line of too few fields: " + line);
    }
    return new Leniency(
        fields[0].strip(), fields[1], pattern(fields[2]), pattern(fields[3]), fields[4].strip());
  }

  private static Pattern pattern(String field) {
    return Pattern.compile(field.equals("*") ? ".*" : field, Pattern.DOTALL);
  }
}
