package dev.assay.core.text;

import dev.assay.core.onnx.Schema;
import dev.assay.core.operator.Operator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a definition asked of a case, what it might have been told, and what it was told. */
final class Answers {
  private static final Set<String> NUMBERS = Set.of("INT", "INTS", "FLOAT", "FLOATS");

  private final Operator operator;
  private final Case form;
  private final Optional<Schema> schema;
  private final Map<Question, List<String>> questions = new LinkedHashMap<>();
  private final Set<String> usual = new HashSet<>();

  Answers(Operator operator, Case form, Optional<Schema> schema) {
    this.operator = operator;
    this.form = form;
    this.schema = schema;
  }

  /** The questions in the order in which they were asked. */
  Set<Question> questions() {
    return questions.keySet();
  }

  /** All answers to a question, the usual one first. */
  List<String> all(Question question) {
    return questions.getOrDefault(question, List.of());
  }

  /** The answers to a question that were not given. */
  List<String> others(Question question) {
    List<String> all = all(question);
    return all.stream().filter(a -> !a.equals(ask(question, all))).toList();
  }

  String ask(Question question, List<String> answers) {
    List<String> known = questions.computeIfAbsent(question, q -> answers);
    return form.answer(question).orElse(known.get(0));
  }

  boolean isGiven(String name, boolean usually) {
    List<String> answers =
        usually
            ? List.of(Question.GIVEN, Question.ABSENT)
            : List.of(Question.ABSENT, Question.GIVEN);
    return !ask(Question.presence(name), answers).equals(Question.ABSENT);
  }

  void usual(String name) {
    usual.add(name);
  }

  /**
   * Whether something is there. Numbers usually are, so that the formula is the general one, but
   * for a shape that would take the place of others; inputs usually are not.
   */
  boolean has(String name) {
    int input = operator.input(name);
    if (input >= 0) {
      boolean optional = operator.inputs().get(input).optional();
      return !optional || isGiven(name, usual.contains(name) || name.equals("axes"));
    }
    int output = operator.output(name);
    Optional<Schema.Field> field = schema.map(s -> s.attributes().get(name));
    if (output >= 0 && field.isEmpty()) {
      return !operator.outputs().get(output).optional() || isGiven(name, true);
    }
    if (field.isPresent() && field.get().required()) {
      return true;
    }
    boolean number = field.filter(f -> NUMBERS.contains(f.kind())).isPresent();
    boolean replaces = name.equals("output_shape");
    return isGiven(name, number && !replaces || usual.contains(name));
  }
}
