package dev.assay.core.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
}
