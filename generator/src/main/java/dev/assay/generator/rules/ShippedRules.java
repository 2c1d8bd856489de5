package dev.assay.generator.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The rules that Assay brings: a file for each release of a system of which there are some. */
public final class ShippedRules {
  private ShippedRules() {}

  /** Those of a release; empty where none ship. */
  public static Optional<List<OperatorRules>> of(String system, String release) {
    String name = system + "-" + release + ".rules";
    try (InputStream in = ShippedRules.class.getResourceAsStream(name)) {
      if (in == null) {
        return Optional.empty();
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return Optional.of(RulesFromText.of(lines.lines().toList()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
