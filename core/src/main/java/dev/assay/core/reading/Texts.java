package dev.assay.core.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Numbers for strings, so that formulas move and compare text as they do integers. 0 is "". */
final class Texts {
  private final List<String> byNumber = new ArrayList<>();
  private final Map<String, Long> numbers = new HashMap<>();

  Texts() {
    number("");
  }

  long number(String text) {
    return numbers.computeIfAbsent(
        text,
        t -> {
          byNumber.add(t);
          return byNumber.size() - 1L;
        });
  }

  String text(long number) {
    return byNumber.get((int) number);
  }

  /** Whether a text has one of the numbers between two. */
  boolean lies(String text, long low, long high) {
    Long number = numbers.get(text);
    return number != null && low <= number && number <= high;
  }

  /** The texts with the numbers between two, as a person reads them. */
  String describe(long low, long high) {
    return LongStream.rangeClosed(low, high)
        .mapToObj(n -> "\"" + text(n) + "\"")
        .collect(Collectors.joining(" or "));
  }
}
