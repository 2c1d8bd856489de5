package dev.assay.core.text;

import dev.assay.core.onnx.Schema;
import dev.assay.core.operator.Draft;
import dev.assay.core.operator.Operator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** At which rank a formula is printed that holds for many, and what its axes are called. */
record TypicalRanks(boolean hasAxis, boolean hasAxes, String letters) {
  private static final List<String> IMAGE = List.of("N", "C", "H", "W");
  private static final String LETTERS = "IJKMPQRSUVDEFGHLNCWXYZB";

  static TypicalRanks of(Operator operator, Optional<Schema> schema) {
    return new TypicalRanks(
        names(operator, schema, "axis"), names(operator, schema, "axes"), letters(operator));
  }

  /** Those that no port has for a name. */
  private static String letters(Operator operator) {
    return LETTERS
        .chars()
        .mapToObj(Character::toString)
        .filter(l -> operator.input(l) < 0 && operator.output(l) < 0)
        .collect(Collectors.joining());
  }

  private static boolean names(Operator operator, Optional<Schema> schema, String name) {
    return operator.input(name) >= 0
        || schema.isPresent() && schema.get().attributes().containsKey(name);
  }

  /** With as many axes on each side of the one that matters that they can be told as groups. */
  int of(int place, int least, int most) {
    if (most < Draft.ANY_RANK) {
      boolean scalarOrWhole = least == 0 && most > 2;
      return scalarOrWhole ? 0 : least >= 3 ? most : Math.min(most, Math.max(least, 2));
    }
    int typical = least >= 3 ? 4 : hasAxis && place == 0 ? 5 : hasAxes || least > 0 ? 4 : 2;
    return Math.max(least, typical);
  }

  /** A name for each size; images have theirs, others take the next letters. */
  List<String> names(int rank, int least, int taken) {
    if (taken == 0 && rank == IMAGE.size() && least >= 3) {
      return IMAGE;
    }
    return IntStream.range(0, rank).mapToObj(a -> letter(taken + a)).toList();
  }

  private String letter(int k) {
    int times = k / letters.length();
    return letters.charAt(k % letters.length()) + (times == 0 ? "" : "" + (times + 1));
  }
}
