package dev.assay.core.text;

/** A piece of a formula, and how tightly its outermost operation binds. */
record Term(String text, int strength) {
  static final int CHOICE = 1;
  static final int OR = 2;
  static final int AND = 3;
  static final int COMPARISON = 4;
  static final int FOLD = 5;
  static final int SUM = 6;
  static final int PRODUCT = 7;
  static final int PREFIX = 8;
  static final int ATOM = 9;

  static Term atom(String text) {
    return new Term(text, ATOM);
  }

  /** In parentheses, unless it binds as tightly as its place needs. */
  String in(int place) {
    return strength >= place ? text : "(" + text + ")";
  }

  /** Two terms with an operation between, which binds to the left. */
  static Term infix(Term left, String symbol, Term right, int strength) {
    return new Term(left.in(strength) + " " + symbol + " " + right.in(strength + 1), strength);
  }

  static Term call(String function, Term... arguments) {
    StringBuilder text = new StringBuilder(function).append('(');
    for (int k = 0; k < arguments.length; k++) {
      text.append(k == 0 ? "" : ", ").append(arguments[k].text);
    }
    return atom(text.append(')').toString());
  }
}
