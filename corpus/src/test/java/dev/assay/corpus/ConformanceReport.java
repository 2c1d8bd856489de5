package dev.assay.corpus;

import dev.assay.corpus.Conformance.Ending;
import dev.assay.corpus.Conformance.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Prints how ONNX's node tests fare, operator by operator.
 *
 * <pre>
 * ConformanceReport                   a line an operator, with the first failure in full
 * ConformanceReport Conv MaxPool      every failure of these operators
 * ConformanceReport --write FILE      the totals and the exceptions as docs/conformance.md
 * ConformanceReport --witness FILE    the definitions that pass a test, as witness-onnx-tests.txt
 * </pre>
 */
final class ConformanceReport {
  private static final String EXPECTATIONS =
      """

      ## Where the expectations are not the last word

      ONNX's expected values are those of one implementation, in NumPy. Where a value of Assay's is
      further from them than ONNX's own runner allows, `assay replay` asks its law: each expected
      element lies in the enclosure of all faithful implementations.

      - `test_attention_*_bf16`: NumPy rounds the sum of a softmax to bfloat16 after each addition,
        Assay's value rounds the results of nodes alone. Rounding as NumPy does gives the expected
        elements bit for bit (tried on `test_attention_4d_causal_bf16`). ONNX's runner allows 2^-6
        for bfloat16, and so does Assay.
      - `test_dft_inverse`, `test_dft_inverse_opset19`: an imaginary part that is 0 is expected to
        be 1.9e-7, the rounding noise of an FFT in float32, which is more than the runner's 1e-7.
      - `test_gridsample_bicubic_align_corners_1_additional_1`, `test_roialign_*`: the expected
        values are written to a few digits.
      """;

  private final Map<String, List<Result>> byOperator;
  private final Map<String, String> exceptions = Conformance.exceptions();

  private ConformanceReport(List<Result> results) {
    byOperator =
        results.stream()
            .collect(Collectors.groupingBy(Result::operator, TreeMap::new, Collectors.toList()));
  }

  public static void main(String[] args) throws IOException {
    Path file =
        Conformance.nodeTests()
            .orElseThrow(() -> new IllegalStateException("no shared/data/onnx-node-tests.zip"));
    List<Result> results = new ArrayList<>();
    Conformance.each(file, test -> results.add(Conformance.run(test)));
    ConformanceReport report = new ConformanceReport(results);
    if (args.length == 2 && args[0].equals("--write")) {
      Files.writeString(Path.of(args[1]), report.markdown());
    } else if (args.length == 2 && args[0].equals("--witness")) {
      Files.write(Path.of(args[1]), Conformance.borneOut(results));
    } else if (args.length > 0) {
      System.out.print(report.details(Arrays.asList(args)));
    } else {
      System.out.print(report.text());
    }
  }

  private long count(List<Result> results, Ending ending) {
    return results.stream().filter(r -> r.ending() == ending).count();
  }

  private List<Result> all() {
    return byOperator.values().stream().flatMap(List::stream).toList();
  }

  private String totals(List<Result> results) {
    return Arrays.stream(Ending.values())
        .map(e -> count(results, e) + " " + e.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    byOperator.forEach(
        (operator, results) -> {
          text.append(String.format("%-34s %s%n", operator, totals(results)));
          results.stream()
              .filter(r -> r.ending() == Ending.FAILED && !exceptions.containsKey(r.name()))
              .findFirst()
              .ifPresent(r -> text.append(String.format("    %s: %s%n", r.name(), r.detail())));
        });
    return text.append(String.format("%n%d cases: %s%n", all().size(), totals(all()))).toString();
  }

  private String details(List<String> operators) {
    StringBuilder text = new StringBuilder();
    for (Result r : all()) {
      if (operators.contains(r.operator()) && r.ending() != Ending.PASSED) {
        text.append(String.format("%-8s %s: %s%n", r.ending(), r.name(), r.detail()));
      }
    }
    return text.toString();
  }

  private String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("# Conformance\n\n")
        .append(
            "ONNX's own node tests (those of the `onnx` 1.23.2 package), run through the value ")
        .append("reading.\nWritten by `ConformanceReport --write docs/conformance.md`; ")
        .append("`ConformanceTest` holds it true.\n")
        .append(
            "The same on ONNX Runtime: [conformance-onnxruntime.md](conformance-onnxruntime.md).\n\n")
        .append("| ending | cases |\n| --- | ---: |\n");
    for (Ending e : Ending.values()) {
      text.append("| ").append(meaning(e)).append(" | ").append(count(all(), e)).append(" |\n");
    }
    text.append("\n## Cases that do not pass\n\n| case | reason |\n| --- | --- |\n");
    all().stream()
        .filter(r -> r.ending() != Ending.PASSED)
        .sorted(Comparator.comparing(Result::ending).thenComparing(Result::name))
        .forEach(
            r ->
                text.append("| `")
                    .append(r.name())
                    .append("` | ")
                    .append(exceptions.getOrDefault(r.name(), reason(r)))
                    .append(" |\n"));
    text.append(EXPECTATIONS);
    text.append("\n## Operators\n\n| operator | passed | of |\n| --- | ---: | ---: |\n");
    byOperator.forEach(
        (operator, results) ->
            text.append("| ")
                .append(operator)
                .append(" | ")
                .append(count(results, Ending.PASSED))
                .append(" | ")
                .append(results.size())
                .append(" |\n"));
    return text.toString();
  }

  /** The fact in which the detail of a refusal ends, or all of it where it is a name. */
  private static String reason(Result r) {
    return Arrays.stream(r.detail().split(" \\| "))
        .filter(fact -> fact.startsWith("but"))
        .map(fact -> fact.substring(fact.indexOf(':') + 1).trim())
        .findFirst()
        .orElse(r.detail());
  }

  private static String meaning(Ending e) {
    return switch (e) {
      case PASSED -> "as expected";
      case FAILED -> "otherwise, with a reason below";
      case UNKNOWN -> "with an operator, or a version of one, that Assay does not know";
      case UNCOVERED -> "with random results, or data of a kind that is not read";
      case REFUSED -> "with values of a kind that Assay does not read";
    };
  }
}
