package dev.assay.laws;

import dev.assay.core.operator.Operator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Where ONNX Runtime 1.29.0, unoptimised, is known to differ from ONNX: one line each in {@code
 * onnxruntime-differences.txt}, with the definition (as in {@code Conv-13}), a fragment of the
 * detail, and the reason, between tabs.
 */
final class KnownDifferences {
  private static final List<Line> LINES = read();

  private record Line(String operator, String fragment) {
    boolean isOf(Operator o) {
      return o.toString().equals(operator);
    }
  }

  private KnownDifferences() {}

  static boolean cover(Operator operator, String detail) {
    return LINES.stream().anyMatch(l -> l.isOf(operator) && detail.contains(l.fragment));
  }

  /** The fragments that are listed for an operator and that none of the details has. */
  static List<String> gone(Operator operator, List<String> details) {
    return LINES.stream()
        .filter(l -> l.isOf(operator) && details.stream().noneMatch(d -> d.contains(l.fragment)))
        .map(Line::fragment)
        .toList();
  }

  private static List<Line> read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    KnownDifferences.class.getResourceAsStream("onnxruntime-differences.txt")),
                StandardCharsets.UTF_8))) {
      return in.lines()
          .filter(l -> !l.isBlank() && !l.startsWith("#"))
          .map(l -> l.split("\t"))
          .map(f -> new Line(f[0], f[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
