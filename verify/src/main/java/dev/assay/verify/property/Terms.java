package dev.assay.verify.property;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A term of VNN-LIB: a word, or a list of terms.
 *
 * @param word empty for a list
 */
record Terms(String word, List<Terms> list, int line) {
  private static final Pattern TOKEN = Pattern.compile(";[^\n]*|[()]|\n|[^\\s();]+");

  boolean isWord() {
    return !word.isEmpty();
  }

  /** The word at the head of a list; empty where there is none. */
  String head() {
    return list.isEmpty() ? "" : list.get(0).word;
  }

  List<Terms> tail() {
    return list.subList(1, list.size());
  }

  /** All terms of a file. */
  static List<Terms> parse(String text) {
    Deque<List<Terms>> open = new ArrayDeque<>();
    open.push(new ArrayList<>());
    int line = 1;
    Matcher m = TOKEN.matcher(text);
    while (m.find()) {
      String token = m.group();
      if (token.equals("\n")) {
        line++;
      } else if (token.equals("(")) {
        open.push(new ArrayList<>());
      } else if (token.equals(")")) {
        List<Terms> list = open.pop();
        if (open.isEmpty()) {
          throw new IllegalArgumentException(
              "VNN-LIB: a bracket closes that none opened\n  line : " + line);
        }
        open.element().add(new Terms("", List.copyOf(list), line));
      } else if (!token.startsWith(";")) {
        open.element().add(new Terms(token, List.of(), line));
      }
    }
    if (open.size() > 1) {
      throw new IllegalArgumentException("VNN-LIB: a bracket is not closed\n  line : " + line);
    }
    return open.pop();
  }

  @Override
  public String toString() {
    return isWord()
        ? word
        : "(" + String.join(" ", list.stream().map(Terms::toString).toList()) + ")";
  }
}
