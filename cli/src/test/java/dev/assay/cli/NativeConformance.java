package dev.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Writes how ONNX's node tests fare on ONNX Runtime, as docs/conformance-onnxruntime.md.
 *
 * <pre>
 * NativeConformance onnx-node-tests.zip docs/conformance-onnxruntime.md "28 November 2026"
 * </pre>
 *
 * <p>The reasons of native-conformance.txt say why cases do not pass: a pattern for their names,
 * then the reason.
 */
final class NativeConformance {
  private static final List<String> BACKENDS =
      List.of("onnxruntime:opt=disabled", "onnxruntime:opt=all");
  private static final List<String> VERDICTS =
      List.of(
          "pass",
          "mismatch",
          "unstable",
          "error",
          "crash",
          "timeout",
          "indecisive",
          "invalid",
          "unsupported");
  private static final String HEAD =
      """
      # Conformance of ONNX Runtime

      ONNX's own node tests (those of the `onnx` 1.23.2 package), run on ONNX Runtime 1.29.0 by
      `assay replay onnx-node-tests.zip --backend SPEC` and judged by the enclosure and, where that
      cannot tell, by the tests' outputs ([judging](judging.md)). `invalid` are cases of which ONNX
      defines no result; `unsupported` is what ONNX Runtime says that it has not.
      Written by `NativeConformance`, a class of the tests of `cli`, on %s.

      """;

  private NativeConformance() {}

  public static void main(String[] args) throws IOException {
    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    Map<String, String> cases = new TreeMap<>();
    for (String backend : BACKENDS) {
      Map<String, Integer> verdicts = new LinkedHashMap<>();
      for (JsonNode e : Said.by("replay", args[0], "--backend", backend, "--json").events()) {
        if (e.path("event").asText().equals("case")) {
          String verdict = e.path("verdict").asText();
          verdicts.merge(verdict, 1, Integer::sum);
          if (!verdict.equals("pass") && !verdict.equals("unsupported")) {
            cases.merge(e.path("case").asText(), at(verdict, backend), (a, b) -> a + ", " + b);
          }
        }
      }
      counts.put(backend, verdicts);
    }
    Files.writeString(Path.of(args[1]), HEAD.formatted(args[2]) + page(counts, cases));
  }

  private static String at(String verdict, String backend) {
    return verdict + " (" + backend.substring(backend.indexOf('=') + 1) + ")";
  }

  private static String page(Map<String, Map<String, Integer>> counts, Map<String, String> cases) {
    StringBuilder page = new StringBuilder();
    page.append("| verdict |");
    BACKENDS.forEach(b -> page.append(" `").append(b).append("` |"));
    page.append("\n| --- | ---: | ---: |\n");
    for (String verdict : VERDICTS) {
      page.append("| ").append(verdict).append(" |");
      counts
          .values()
          .forEach(c -> page.append(' ').append(c.getOrDefault(verdict, 0)).append(" |"));
      page.append('\n');
    }
    page.append(
        "\n## Cases that do not pass\n\n| case | verdict | reason |\n| --- | --- | --- |\n");
    cases.forEach(
        (name, verdicts) ->
            page.append("| `%s` | %s | %s |%n".formatted(name, verdicts, reason(name))));
    return page.toString();
  }

  private static String reason(String name) {
    return reasons().entrySet().stream()
        .filter(r -> r.getKey().matcher(name).matches())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("not traced");
  }

  /** The reasons, each under a pattern for the names of cases. */
  static Map<Pattern, String> reasons() {
    Map<Pattern, String> reasons = new LinkedHashMap<>();
    for (String line : lines()) {
      if (!line.startsWith("#")) {
        String[] parts = line.split("\\s+", 2);
        reasons.put(Pattern.compile(parts[0]), parts[1]);
      }
    }
    return reasons;
  }

  private static List<String> lines() {
    try (var in = NativeConformance.class.getResourceAsStream("/native-conformance.txt")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new ArrayList<>(new String(bytes, StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
