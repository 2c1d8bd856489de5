package dev.assay.cli;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Witness;
import dev.assay.core.tensor.DType;
import dev.assay.core.text.OperatorText;
import dev.assay.core.text.TypeSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The page {@code docs/operators.md}: ONNX as a specification that runs and that people read. */
final class OperatorsPage {
  private static final String HEAD =
      """
      # Operators

      What each operator means, printed from the one definition that all readings of Assay come from.
      `./assay ops --markdown > docs/operators.md` writes this page, and a test keeps it current.

      ## Notation

      | text | meaning |
      | --- | --- |
      | `X: T[N, C, H, W]` | a tensor with elements of type T, and the names of its sizes |
      | `n` | an index that runs over the size of the same name in capitals, `N` |
      | `I..`, `i..` | any number of axes next to each other; as a number, the product of their sizes |
      | `K at axis` | the axis that the attribute or input `axis` names, here in the middle of others |
      | `~I` | an axis that is spread where its size is 1, and axes that are missing in front count as 1 |
      | `in`, `arg`, `out` | an input, an input whose elements decide the shape, an output |
      | `X[i - 1, j \\| 0]` | an element, or what stands after the bar where that is no place of the tensor |
      | `X[indices[i] % K]` | an element at a place that is data; `%` counts from the back if negative |
      | `sum(k, m) a * b` | a product's sum over indices; so are `product`, `max`, `min`, `all`, `any` |
      | `k < 3` | an index with how far it runs |
      | `running sum(k) x` | the sum of the terms up to the element's own place along `k` |
      | `for each i:` | elements that come one `i` after the other, and may read those before |
      | `//`, `%`, `ceil(a / b)` | of sizes: the quotient rounded down, its remainder, the quotient rounded up |
      | `x as T` | the same number in another type, as `Cast` says |
      | `let` | a size that follows from others |
      | `require` | a rule that a node must keep, or else it is no legal node |
      | `expect` | a condition on data: where it is false, ONNX leaves the results open |
      | `with ... { }` | a case that differs from the usual one, and only what is different there |

      Formulas stand at one rank; where other ranks are allowed, they follow by `..` or by analogy.
      In the usual case optional inputs are absent and words and flags have their defaults; types are
      `float` where that is allowed.

      """;

  private static final String CONTRIBUTED =
      """

      # Operators that compilers make

      ONNX Runtime adds these to ONNX's, and its optimiser puts most of them in the place of others; they
      are composed of ONNX's. Models are drawn with them only where `--include` names them or `com.microsoft`.

      """;

  private OperatorsPage() {}

  static String of(List<OperatorProfile> profiles) {
    Map<Boolean, String> sections =
        profiles.stream()
            .collect(
                Collectors.partitioningBy(
                    OperatorsPage::isContributed,
                    Collectors.mapping(OperatorsPage::section, Collectors.joining("\n"))));
    return HEAD
        + Behaviours.section()
        + opaque(profiles)
        + sections.get(false)
        + CONTRIBUTED
        + sections.get(true);
  }

  private static boolean isContributed(OperatorProfile p) {
    return Catalogue.find(p.domain(), p.name(), Integer.MAX_VALUE)
        .filter(Catalogue::isContributed)
        .isPresent();
  }

  private static String opaque(List<OperatorProfile> profiles) {
    List<OperatorProfile> opaque = profiles.stream().filter(p -> p.opaque().isPresent()).toList();
    return "## What no formula says\n\n"
        + opaque.size()
        + " of "
        + profiles.size()
        + " operators are opaque: a Java function gives their values, and no other reading can.\n\n"
        + opaque.stream()
            .map(p -> "- " + name(p) + ": " + p.opaque().orElseThrow() + "\n")
            .collect(Collectors.joining())
        + "\n";
  }

  private static String name(OperatorProfile p) {
    return (p.domain().isEmpty() ? "" : p.domain() + ".") + p.name();
  }

  private static String section(OperatorProfile p) {
    return "## "
        + name(p)
        + "\n\nDefined since "
        + joined(p.since())
        + "; readings: "
        + String.join(", ", p.readings())
        + (p.meaning() == OperatorProfile.Meaning.DERIVED ? "" : " (" + word(p.meaning()) + ")")
        + ".\nWitnesses: "
        + witnesses(p.witnesses())
        + ".\n\n"
        + Catalogue.find(p.domain(), p.name(), Integer.MAX_VALUE)
            .map(OperatorsPage::meaning)
            .orElseGet(() -> "Unrolls to other operators: " + p.ports() + ".\n")
        + behaviours(p.behaviours());
  }

  private static String word(OperatorProfile.Meaning meaning) {
    return meaning.name().toLowerCase(Locale.ROOT);
  }

  private static String meaning(Operator newest) {
    OperatorText text = OperatorText.of(newest, OperatorProfile.opset(newest));
    StringBuilder meaning = new StringBuilder("```\n" + text.text() + "```\n");
    List<String> open = text.expectations();
    if (!open.isEmpty()) {
      meaning.append("\nUnspecified unless:\n\n");
      open.forEach(why -> meaning.append("- ").append(why).append('\n'));
    }
    return meaning.toString();
  }

  private static String behaviours(Map<Behaviour, Set<DType>> behaviours) {
    if (behaviours.isEmpty()) {
      return "";
    }
    Map<String, List<String>> byTypes = new LinkedHashMap<>();
    behaviours.forEach(
        (b, types) ->
            byTypes.computeIfAbsent(TypeSummary.of(types), t -> new ArrayList<>()).add(b.label()));
    return "\nMay meet "
        + byTypes.entrySet().stream()
            .map(
                e ->
                    String.join(", ", e.getValue())
                        + (e.getKey().isEmpty() ? "" : " (" + e.getKey() + ")"))
            .collect(Collectors.joining("; "))
        + ".\n";
  }

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String witnesses(Map<Integer, List<Witness>> all) {
    return all.entrySet().stream()
        .map(e -> e.getKey() + ": " + names(e.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String names(List<Witness> witnesses) {
    return witnesses.isEmpty()
        ? "none"
        : witnesses.stream().map(Witness::toString).collect(Collectors.joining(" and "));
  }
}
