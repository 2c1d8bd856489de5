package dev.assay.core.text;

import dev.assay.core.expr.Dim;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Draft;
import dev.assay.core.operator.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An operator as a person would write it: the usual case in full, and of every other what is
 * different there.
 *
 * <pre>{@code
 * op MatMul 13
 *   in  A: T[~I.., K, M]
 *   in  B: T[~I.., M, R]
 *   out Y: T[i.., k, r] = sum(m) A[i.., k, m] * B[i.., m, r]
 * }</pre>
 */
public final class OperatorText {
  private static final int DEPARTURES = 3;
  private static final int REASON = "   # ".length();

  /** What stands before the reason in the line of an output. */
  static final String OPAQUE = " opaque: ";

  private final Operator operator;
  private final Optional<Schema> schema;
  private final Fitting cases;
  private final String text;

  private OperatorText(Operator operator, int opset, int firstStandIn) {
    this.operator = operator;
    this.schema = Schemas.find(operator.domain(), operator.name(), opset);
    this.cases = new Fitting(operator, opset, schema, firstStandIn);
    this.text = write();
  }

  /** Reads a definition at a version of its domain. */
  public static OperatorText of(Operator operator, int opset) {
    return of(operator, opset, StandIns.FIRST);
  }

  /**
   * Reads a definition.
   *
   * @param firstStandIn where the numbers begin that stand for attributes: no text tells
   */
  static OperatorText of(Operator operator, int opset, int firstStandIn) {
    return new OperatorText(operator, opset, firstStandIn);
  }

  /** The text, a line each. */
  public String text() {
    return text;
  }

  /** What data must be like, or else ONNX leaves the results open. */
  public List<String> expectations() {
    return text.lines()
        .map(String::strip)
        .filter(l -> l.startsWith("expect "))
        .map(l -> l.substring(l.lastIndexOf("   # ") + REASON))
        .distinct()
        .toList();
  }

  /** Why no formula says the outputs, where none does. */
  public Optional<String> opaque() {
    return text.lines()
        .filter(l -> l.contains(OPAQUE))
        .map(l -> l.substring(l.indexOf(OPAQUE) + OPAQUE.length()))
        .findFirst();
  }

  private String write() {
    List<String> lines = new ArrayList<>();
    lines.add("op " + operator.name() + " " + operator.since());
    Optional<CaseDraft> usual = cases.nearest(Case.USUAL, DEPARTURES);
    if (usual.isEmpty()) {
      cases
          .draft(Case.USUAL)
          .broken()
          .ifPresent(
              why -> lines.add("  # not printed, since the usual case breaks a rule: " + why));
      return String.join("\n", lines) + "\n";
    }
    List<String> inFull = CaseText.lines(usual.get());
    Map<String, String> defaults = defaults(usual.get());
    schema.ifPresent(
        s ->
            SignatureText.lines(s, words(usual.get()), defaults).forEach(l -> lines.add("  " + l)));
    String departures = usual.get().form().toString();
    if (!departures.isEmpty()) {
      lines.add("  # as it is with " + departures);
    }
    inFull.forEach(l -> lines.add("  " + l));
    differences(usual.get(), new HashSet<>(inFull), defaults.keySet())
        .forEach(
            (difference, titles) -> {
              lines.add("  with " + titles + " {");
              difference.forEach(l -> lines.add("    " + l));
              lines.add("  }");
            });
    return AxisGroups.fold(String.join("\n", lines), openShapes(usual.get())) + "\n";
  }

  private static Map<String, List<String>> words(CaseDraft usual) {
    Map<String, List<String>> words = new HashMap<>();
    for (Question q : usual.answers().questions()) {
      if (q.kind() == Question.Kind.VALUE) {
        words.put(q.name(), usual.answers().all(q));
      }
    }
    return words;
  }

  /** The numbers that attributes are where they are not given: so the meaning is the same. */
  private Map<String, String> defaults(CaseDraft usual) {
    Map<String, String> defaults = new HashMap<>();
    for (Question q : usual.answers().questions()) {
      if (isAttribute(q) && usual.answers().others(q).contains(Question.ABSENT)) {
        CaseDraft absent = cases.draft(usual.form().with(q, Question.ABSENT));
        for (String number : List.of("1", "0")) {
          CaseDraft fixed = cases.draft(usual.form().with(q, number));
          if (absent.fits()
              && fixed.fits()
              && CaseText.lines(absent).equals(CaseText.lines(fixed))) {
            defaults.put(q.name(), number);
          }
        }
      }
    }
    return defaults;
  }

  private boolean isAttribute(Question q) {
    return q.kind() == Question.Kind.PRESENCE
        && operator.input(q.name()) < 0
        && operator.output(q.name()) < 0;
  }

  /** Whether the signature says all that the answers to a question change. */
  private boolean isSaid(Question q, Set<String> defaults) {
    boolean output = q.kind() == Question.Kind.PRESENCE && operator.output(q.name()) >= 0;
    return output
        || q.kind() == Question.Kind.COUNT
        || isAttribute(q)
            && (defaults.contains(q.name())
                || schema
                    .map(s -> s.attributes().get(q.name()))
                    .flatMap(Schema.Field::otherwise)
                    .isPresent());
  }

  /** What is different in each other case, with the cases in which it is. */
  private Map<List<String>, String> differences(
      CaseDraft usual, Set<String> inFull, Set<String> defaults) {
    Map<List<String>, String> all = new LinkedHashMap<>();
    for (Question q : usual.answers().questions()) {
      if (isSaid(q, defaults)) {
        continue;
      }
      Map<List<String>, List<String>> ofQuestion = new LinkedHashMap<>();
      for (String answer : usual.answers().others(q)) {
        Optional<CaseDraft> other = cases.nearest(usual.form().with(q, answer), 1);
        if (other.isEmpty()) {
          continue;
        }
        List<String> lines =
            CaseText.lines(other.get()).stream().filter(l -> !inFull.contains(l)).toList();
        if (!lines.isEmpty()) {
          String more = other.get().form().beyond(usual.form(), q);
          ofQuestion.computeIfAbsent(lines, l -> new ArrayList<>()).add(answer + more);
        }
      }
      ofQuestion.forEach(
          (lines, answers) -> all.putIfAbsent(lines, q.answered(String.join(", ", answers))));
    }
    return all;
  }

  private static List<List<String>> openShapes(CaseDraft draft) {
    return draft.inputs().stream()
        .filter(i -> i.mostRank() >= Draft.ANY_RANK)
        .map(
            i ->
                draft.equalities().simple(i.stage().shape()).list().stream()
                    .map(Dim::toString)
                    .filter(n -> n.matches("\\w+"))
                    .toList())
        .toList();
  }
}
