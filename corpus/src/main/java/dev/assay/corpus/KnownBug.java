package dev.assay.corpus;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A way in which some releases of a system are known to differ from ONNX.
 *
 * @param system the backend's name, without options
 * @param releases in which it was seen
 * @param operator the definition that the system differs from, as in {@code Conv-13}; {@code -} of
 *     bugs for which it does not matter which it is
 * @param optimised whether only an optimiser goes wrong, with a node alone or with others behind it
 * @param node found in the form of the node, as in {@code float16.*beta=}; empty for any node
 * @param detail a part of what is said of that node alone
 * @param why what ONNX says instead, or that nobody has traced it yet
 * @param link to a report; empty where there is none
 */
public record KnownBug(
    String system,
    Releases releases,
    String operator,
    boolean optimised,
    Optional<Pattern> node,
    String detail,
    String why,
    Optional<String> link) {

  /** In a pattern: what follows are the nodes behind the one. */
  static final String BEFORE = " before ";

  private static final String ANY = "-";

  /** Names the bug: the system, its operator, the node and the detail. */
  public String id() {
    return system + " " + operator + node.map(n -> " " + n.pattern()).orElse("") + ": " + detail;
  }

  /** Whether nodes of some form end the backend's process or hang it. */
  public boolean isDeadly() {
    return node.isPresent() && (detail.startsWith("SIG") || detail.startsWith("no answer"));
  }

  /** Whether it takes other nodes behind the one. */
  public boolean needsCompany() {
    return node.isPresent() && node.get().pattern().contains(BEFORE);
  }

  /** Whether it is a bug of an operator, in one of its definitions. */
  public boolean isOf(String name) {
    return operator.startsWith(name + "-");
  }

  /** Whether a node is of the form that has this bug. */
  public boolean concerns(String operatorOfNode, String form) {
    return (operator.equals(ANY) || operator.equals(operatorOfNode))
        && node.map(n -> n.matcher(form).find() || n.matcher(plain(form)).find()).orElse(true);
  }

  /** The same where it makes no difference that an input has a default. */
  private static String plain(String form) {
    return form.replace(" by default", "");
  }

  /**
   * Whether a node that went wrong by itself has this bug.
   *
   * @param operatorOfNode its definition
   * @param form the call with types for names, as in {@code Relu(float32[2])}
   * @param said of that node alone
   */
  public boolean explains(String operatorOfNode, String form, String said) {
    return concerns(operatorOfNode, form) && said.contains(detail);
  }
}
