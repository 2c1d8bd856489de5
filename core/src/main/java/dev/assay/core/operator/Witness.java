package dev.assay.core.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * An independent source for what operators mean: a formula that only agrees with itself may be
 * wrong. The definitions that a witness bears out are listed in a resource, a line each; the test
 * that hears the witness holds the list to what it heard.
 */
public enum Witness {
  /** ONNX's own node tests: the value reading gives the outputs that they state. */
  ONNX_TESTS("ONNX's tests", "witness-onnx-tests.txt"),
  /** ONNX Runtime, unoptimised: its outputs lie in the enclosure, on models that are drawn. */
  ONNX_RUNTIME("ONNX Runtime", "witness-onnxruntime.txt"),
  /**
   * ONNX Runtime's optimiser: what a model means in which it put the operator in the place of
   * others lies in the enclosure of what the model meant.
   */
  OPTIMISER("ONNX Runtime's optimiser", "witness-optimiser.txt");

  private final String text;
  private final Set<String> definitions;

  Witness(String text, String list) {
    this.text = text;
    this.definitions = Set.copyOf(read(list));
  }

  private static List<String> read(String list) {
    try (var in = Witness.class.getResourceAsStream(list)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The definitions that it bears out, as in {@code Conv-13}. */
  public Set<String> definitions() {
    return new TreeSet<>(definitions);
  }

  public boolean bearsOut(Operator operator) {
    return definitions.contains(operator.toString());
  }

  /** The witnesses of a definition, as in {@code Conv-13}. */
  public static List<Witness> of(String definition) {
    return Arrays.stream(values()).filter(w -> w.definitions.contains(definition)).toList();
  }

  @Override
  public String toString() {
    return text;
  }
}
