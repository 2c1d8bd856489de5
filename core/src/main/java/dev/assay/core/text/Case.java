package dev.assay.core.text;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One of the forms that a node of an operator may take, where it departs from the usual one: by
 * question, the answer.
 */
record Case(Map<Question, String> answers) {
  static final Case USUAL = new Case(Map.of());

  Optional<String> answer(Question question) {
    return Optional.ofNullable(answers.get(question));
  }

  Case with(Question question, String answer) {
    Map<Question, String> more = new TreeMap<>(answers);
    more.put(question, answer);
    return new Case(more);
  }

  /** How it departs from a case further than in the answer to one question. */
  String beyond(Case other, Question question) {
    return answers.entrySet().stream()
        .filter(e -> !e.getKey().equals(question) && other.answer(e.getKey()).isEmpty())
        .map(e -> " and " + e.getKey().answered(e.getValue()))
        .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return answers.entrySet().stream()
        .map(e -> e.getKey().answered(e.getValue()))
        .collect(Collectors.joining(" and "));
  }
}
