package dev.assay.generator.rules;

import dev.assay.generator.records.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads terms and claims as they are printed. */
final class TermFromText {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(-?[0-9]+|[A-Za-z_][A-Za-z0-9_.]*|\\+\\+|>=|[-+*/%()\\[\\]:,=])");

  private final Declaration operator;
  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int next;

  private TermFromText(Declaration operator, String text) {
    this.operator = operator;
    this.text = text;
    Matcher m = TOKEN.matcher(text);
    int end = 0;
    while (m.find() && m.start() == end) {
      tokens.add(m.group(1));
      end = m.end();
    }
    if (end < text.stripTrailing().length()) {
      throw wrong("a term");
    }
  }

  static Term term(Declaration operator, String text) {
    TermFromText t = new TermFromText(operator, text);
    Term read = t.join();
    t.end();
    return read;
  }

  static Claim claim(Declaration operator, String text) {
    TermFromText t = new TermFromText(operator, text);
    Term left = t.join();
    for (Claim.Relation r : Claim.Relation.values()) {
      if (r.isUnary() && t.take(r.label())) {
        t.end();
        return new Claim(r, left, left);
      }
    }
    boolean equal = t.take("=");
    if (!equal) {
      t.expect(">=");
    }
    Term right = t.join();
    t.end();
    return equal ? Claim.equal(left, right) : Claim.atLeast(left, right);
  }

  private Term join() {
    Term t = postfix();
    return take("++") ? Term.apply(Function.JOIN, t, join()) : t;
  }

  private Term postfix() {
    Term t = primary();
    while (take("[")) {
      if (take(":")) {
        t = Term.apply(Function.FIRST, t, join());
      } else {
        Term at = join();
        t = Term.apply(take(":") ? Function.FROM : Function.AT, t, at);
      }
      expect("]");
    }
    return t;
  }

  private Term primary() {
    if (take("(")) {
      Term left = join();
      if (take("else")) {
        Term otherwise = join();
        expect(")");
        return new Term.Else(left, otherwise);
      }
      Function f = Function.of(token()).orElseThrow(() -> wrong("an operator"));
      Term right = join();
      expect(")");
      return Term.apply(f, left, right);
    }
    if (take("[")) {
      Term one = join();
      expect("]");
      return Term.apply(Function.UNIT, one);
    }
    String token = token();
    if (Character.isDigit(token.charAt(token.length() - 1)) && isNumber(token)) {
      return Term.number(Long.parseLong(token));
    }
    return take("(") ? called(token) : named(token);
  }

  private static boolean isNumber(String token) {
    char first = token.charAt(0);
    return first == '-' || Character.isDigit(first);
  }

  private Term called(String name) {
    Optional<Source> source = Source.of(name);
    if (source.isPresent()) {
      String of = token();
      expect(")");
      return Term.name(source.get(), of);
    }
    Function f = Function.of(name).orElseThrow(() -> wrong("a function"));
    List<Term> arguments = new ArrayList<>();
    do {
      arguments.add(join());
    } while (take(","));
    expect(")");
    if (arguments.size() != f.arity()) {
      throw wrong(f.arity() + " arguments of " + name);
    }
    return new Term.Apply(f, arguments);
  }

  private Term named(String name) {
    if (operator.input(name) < 0 && operator.attribute(name).isEmpty()) {
      throw wrong("an input or attribute of " + operator);
    }
    return Term.name(operator.input(name) >= 0 ? Source.SHAPE : Source.ATTRIBUTE, name);
  }

  // ---- tokens

  private String token() {
    if (next == tokens.size()) {
      throw wrong("more");
    }
    return tokens.get(next++);
  }

  private boolean take(String token) {
    boolean there = next < tokens.size() && tokens.get(next).equals(token);
    next += there ? 1 : 0;
    return there;
  }

  private void expect(String token) {
    if (!take(token)) {
      throw wrong(token);
    }
  }

  private void end() {
    if (next < tokens.size()) {
      throw wrong("the end at " + tokens.get(next));
    }
  }

  private IllegalArgumentException wrong(String required) {
    return new IllegalArgumentException(
        "a rule cannot be read\n  required : " + required + "\n  but      : " + text);
  }
}
