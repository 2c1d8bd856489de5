package dev.assay.core.operator;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression in the syntax of RE2, said in Java's. Where both use one sign for two things
 * the sign is translated; what RE2 does not know (references, looking around, possessive
 * repetition) is none, and neither are its ungreedy flag and single bytes, which Java cannot say.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2's syntax</a>
 */
final class RegularExpression {
  private static final String WORD = "[0-9A-Za-z_]";
  private static final String SPACES = "\\t\\n\\f\\r ";

  /** Escapes outside of brackets that mean something else in Java; others of letters are alike. */
  private static final Map<Character, String> ESCAPES =
      Map.of(
          's', "[" + SPACES + "]",
          'S', "[^" + SPACES + "]",
          'v', "\\x0B",
          'b', "(?:(?<=" + WORD + ")(?!" + WORD + ")|(?<!" + WORD + ")(?=" + WORD + "))",
          'B', "(?:(?<=" + WORD + ")(?=" + WORD + ")|(?<!" + WORD + ")(?!" + WORD + "))");

  private static final Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("alnum", "p{Alnum}"),
          Map.entry("alpha", "p{Alpha}"),
          Map.entry("ascii", "p{ASCII}"),
          Map.entry("blank", "p{Blank}"),
          Map.entry("cntrl", "p{Cntrl}"),
          Map.entry("digit", "p{Digit}"),
          Map.entry("graph", "p{Graph}"),
          Map.entry("lower", "p{Lower}"),
          Map.entry("print", "p{Print}"),
          Map.entry("punct", "p{Punct}"),
          Map.entry("space", "p{Space}"),
          Map.entry("upper", "p{Upper}"),
          Map.entry("word", "w"),
          Map.entry("xdigit", "p{XDigit}"));

  private static final Pattern REPETITION = Pattern.compile("\\{\\d+(,\\d*)?\\}");
  private static final Pattern POSIX = Pattern.compile("\\[:(\\^?)([a-z]+):\\]");
  private static final Pattern GROUP =
      Pattern.compile("\\(\\?(P?<[A-Za-z0-9_]+>|[ims]*(-[ims]+)?[:)])");
  private static final Pattern PROPERTY = Pattern.compile("[pP](\\{(\\^?)(\\w+)\\}|[A-Z])");
  private static final Pattern OCTAL = Pattern.compile("0[0-7]{0,2}|[1-7][0-7]{1,2}");

  private final String re2;
  private final StringBuilder java = new StringBuilder();
  private int at;

  private RegularExpression(String re2) {
    this.re2 = re2;
  }

  /** The pattern; empty where it is none. */
  static Optional<Pattern> of(String re2) {
    try {
      String java = new RegularExpression(re2).translated();
      return Optional.of(Pattern.compile(java, Pattern.UNIX_LINES | Pattern.UNICODE_CASE));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  private String translated() {
    boolean lines = Pattern.compile("\\(\\?[is]*m").matcher(re2).find();
    while (at < re2.length()) {
      char c = re2.charAt(at);
      switch (c) {
        case '\\' -> escape(false);
        case '[' -> brackets();
        case '(' -> group();
        case '*', '+', '?' -> repetition(String.valueOf(c));
        case '{' -> braces();
        case '$' -> copy("$", lines ? "$" : "\\z");
        default -> copy(String.valueOf(c), String.valueOf(c));
      }
    }
    return java.toString();
  }

  private void copy(String from, String to) {
    at += from.length();
    java.append(to);
  }

  private PatternSyntaxException wrong(String why) {
    return new PatternSyntaxException(why, re2, at);
  }

  private Optional<Matcher> next(Pattern pattern) {
    Matcher m = pattern.matcher(re2).region(at, re2.length());
    return m.lookingAt() ? Optional.of(m) : Optional.empty();
  }

  private void repetition(String sign) {
    copy(sign, sign);
    if (at < re2.length() && re2.charAt(at) == '?') {
      copy("?", "?");
    }
    if (at < re2.length() && "*+?".indexOf(re2.charAt(at)) >= 0) {
      throw wrong("a repetition is repeated");
    }
  }

  private void braces() {
    Optional<Matcher> counts = next(REPETITION);
    if (counts.isPresent()) {
      repetition(counts.get().group());
    } else {
      copy("{", "\\{");
    }
  }

  /** Names of groups do not matter to a full match; flags are alike. */
  private void group() {
    if (!re2.startsWith("(?", at)) {
      copy("(", "(");
      return;
    }
    String sign = next(GROUP).orElseThrow(() -> wrong("no group of RE2")).group();
    copy(sign, sign.contains("<") ? "(" : sign);
  }

  private void escape(boolean inBrackets) {
    at++;
    if (at == re2.length()) {
      throw wrong("a single backslash at the end");
    }
    char c = re2.charAt(at);
    String other = inBrackets && (c == 'b' || c == 'B') ? null : ESCAPES.get(c);
    Optional<Matcher> octal = next(OCTAL);
    if (octal.isPresent()) {
      int code = Integer.parseInt(octal.get().group(), 8);
      copy(octal.get().group(), String.format("\\x{%x}", code));
    } else if (c == 'p' || c == 'P') {
      property();
    } else if (c == 'Q' && !inBrackets) {
      int end = re2.indexOf("\\E", at);
      String literal = re2.substring(at + 1, end < 0 ? re2.length() : end);
      copy("Q" + literal + (end < 0 ? "" : "\\E"), Pattern.quote(literal));
    } else if (c == 's' && inBrackets) {
      copy("s", SPACES);
    } else if (other != null) {
      copy(String.valueOf(c), other);
    } else if ("dDwWaftnrx".indexOf(c) >= 0 || "Az".indexOf(c) >= 0 && !inBrackets) {
      copy(String.valueOf(c), "\\" + c);
    } else if (c < 0x80 && !Character.isLetterOrDigit(c)) {
      copy(String.valueOf(c), "\\" + c);
    } else {
      throw wrong("no escape of RE2");
    }
  }

  private void property() {
    Matcher m = next(PROPERTY).orElseThrow(() -> wrong("no property"));
    String name = m.group(3);
    if (name == null) {
      copy(m.group(), "\\" + m.group());
      return;
    }
    boolean not = m.group().charAt(0) == 'P' ^ !m.group(2).isEmpty();
    String known = name.length() > 2 ? "Is" + name : name;
    copy(m.group(), "\\" + (not ? "P{" : "p{") + known + "}");
  }

  private void brackets() {
    copy("[", "[");
    if (re2.startsWith("^", at)) {
      copy("^", "^");
    }
    for (boolean first = true; first || !re2.startsWith("]", at); first = false) {
      if (at >= re2.length()) {
        throw wrong("a bracket is not closed");
      }
      char c = re2.charAt(at);
      Optional<Matcher> posix = next(POSIX);
      if (posix.isPresent()) {
        String name = CLASSES.get(posix.get().group(2));
        if (name == null) {
          throw wrong("no class of characters");
        }
        boolean not = !posix.get().group(1).isEmpty();
        String sign = not ? name.substring(0, 1).toUpperCase(Locale.ROOT) : name.substring(0, 1);
        copy(posix.get().group(), "\\" + sign + name.substring(1));
      } else if (c == '\\') {
        escape(true);
      } else {
        copy(String.valueOf(c), "[]&^".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
      }
    }
    copy("]", "]");
  }
}
