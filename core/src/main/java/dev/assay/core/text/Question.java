package dev.assay.core.text;

import java.util.Comparator;

/** What a definition asks of a node, so that its formula hangs on the answer. */
record Question(Kind kind, String name) implements Comparable<Question> {
  static final String GIVEN = "given";
  static final String ABSENT = "absent";

  enum Kind {
    /** Whether an input, an output or an attribute is there. */
    PRESENCE,
    /** What a word, a flag or a small number is. */
    VALUE,
    /** Which element type a type variable stands for. */
    TYPE,
    /** Which of some rules the sizes keep. */
    SIZES,
    /** How many values a variadic input or output has. */
    COUNT
  }

  static Question presence(String name) {
    return new Question(Kind.PRESENCE, name);
  }

  static Question value(String name) {
    return new Question(Kind.VALUE, name);
  }

  static Question type(String variable) {
    return new Question(Kind.TYPE, variable);
  }

  String answered(String answer) {
    return switch (kind) {
      case PRESENCE ->
          answer.startsWith(GIVEN)
              ? name + answer.substring(GIVEN.length())
              : "no " + name + answer.substring(ABSENT.length());
      case VALUE, TYPE -> name + " = " + answer;
      case SIZES -> answer;
      case COUNT -> answer + " " + name;
    };
  }

  @Override
  public int compareTo(Question o) {
    return Comparator.comparing(Question::kind).thenComparing(Question::name).compare(this, o);
  }
}
