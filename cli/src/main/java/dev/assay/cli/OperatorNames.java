package dev.assay.cli;

import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The words by which people name operators: {@code Conv}, and with its domain what compilers add,
 * {@code com.microsoft.FusedConv}, or of what only rules are known; or a domain, for all operators
 * in it.
 */
final class OperatorNames {
  private static final String COMPILERS = "com.microsoft";

  private OperatorNames() {}

  /** All words. */
  static List<String> all() {
    return Catalogue.all().stream()
        .flatMap(o -> Stream.of(name(o), group(o)))
        .distinct()
        .sorted()
        .toList();
  }

  /** Whether a word names an operator. */
  static boolean names(String word, Operator operator) {
    return word.equals(name(operator)) || word.equals(group(operator));
  }

  private static String name(Operator operator) {
    if (operator.declared().isPresent()) {
      return operator.domain() + "." + operator.name();
    }
    if (!Catalogue.isContributed(operator)) {
      return operator.name();
    }
    String domain = operator.domain().isEmpty() ? COMPILERS : operator.domain();
    return domain + "." + operator.name();
  }

  private static String group(Operator operator) {
    String domain = operator.domain().isEmpty() ? "ai.onnx" : operator.domain();
    return Catalogue.isContributed(operator) ? COMPILERS : domain;
  }
}
