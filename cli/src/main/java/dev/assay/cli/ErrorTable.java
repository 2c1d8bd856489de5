package dev.assay.cli;

import dev.assay.core.expr.Prim;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.tensor.DType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The errors of the functions of a backend and the precision of its sums, as they were measured:
 * lines of text, one for each function, type and set of levels.
 *
 * @param measured which release was measured, and how
 */
record ErrorTable(String measured, List<Row> rows, List<Sum> sums) {
  private static final String FORMAT = "format 1";

  /** What a person needs to know to read the lines. */
  private static final List<String> LEGEND =
      List.of(
          "# function <levels> <type> <operator> <ulps> <units> <ratio>",
          "#   got is the nearest number to y, or the next to it, but for an error of at most",
          "#   2 * ulps * u * |y| + units * u; ratio is to the radius that is allowed to any backend.",
          "# sum <levels> <type> <bits of the mantissa of the accumulator>");

  /** Errors beyond this, in u at |y| = 1, are no allowance but a bug. */
  static final double CAP = 128;

  /** The same for what is narrower than float32, which is computed in float32. */
  static final double CAP_OF_HALVES = 8;

  /** How much more is allowed than was measured, since not every number was tried. */
  private static final double MARGIN = 1.25;

  /**
   * A function.
   *
   * @param ratio the greatest, of the radius of the common enclosure: more than 1 lies outside
   */
  record Row(
      Set<String> levels, DType type, String operator, double ulps, double units, double ratio) {

    /** Whether the common table does not allow it. */
    boolean isLooser() {
      return ratio > 1;
    }

    /** Whether it is too far off to be a matter of accuracy. */
    boolean isBug() {
      double cap = type.bits() < DType.FLOAT32.bits() ? CAP_OF_HALVES : CAP;
      return isLooser() && !(2 * ulps + units <= cap);
    }

    /** Whether it widens enclosures. */
    boolean isAllowed() {
      return isLooser() && !isBug();
    }

    /** The primitive that the operator is, if it is but one. */
    Optional<Prim> prim() {
      return StressedFunction.named(operator).flatMap(StressedFunction::prim);
    }

    FunctionErrors.Bound bound() {
      return new FunctionErrors.Bound(MARGIN * ulps, MARGIN * units);
    }

    /** Some errors and these: of the primitive that the operator is, or of the operator itself. */
    FunctionErrors addedTo(FunctionErrors errors) {
      return prim().isPresent()
          ? errors.allowing(prim().get(), type, bound())
          : errors.allowing(operator, type, bound());
    }

    private String line() {
      return String.format(
          Locale.ROOT,
          "function %s %s %s %.3g %.3g %.3g",
          String.join(",", levels),
          type.name(),
          operator,
          ulps,
          units,
          ratio);
    }

    private static Row parse(String[] words) {
      return new Row(
          names(words[1]),
          DType.valueOf(words[2]),
          words[3],
          number(words[4]),
          number(words[5]),
          number(words[6]));
    }

    private static double number(String word) {
      return Double.parseDouble(word); // takes the Infinity that is written
    }
  }

  /** How many bits the mantissa of an accumulator has. */
  record Sum(Set<String> levels, DType type, int bits) {

    /** Whether it has fewer than the type itself. */
    boolean isBug() {
      return bits < type.precision();
    }

    private String line() {
      return "sum " + String.join(",", levels) + " " + type.name() + " " + bits;
    }

    private static Sum parse(String[] words) {
      return new Sum(names(words[1]), DType.valueOf(words[2]), Integer.parseInt(words[3]));
    }
  }

  private static Set<String> names(String words) {
    return new LinkedHashSet<>(Arrays.asList(words.split(",")));
  }

  /**
   * What is faithful of the backend at a level: the common errors and those that were measured to
   * be larger, as far as they are no bugs.
   *
   * @param level empty for the one that it takes by itself, and so for any
   */
  FunctionErrors errors(Optional<String> level) {
    FunctionErrors errors = FunctionErrors.COMMON;
    for (Row row : rows) {
      if (isAt(row.levels(), level) && row.isAllowed()) {
        errors = row.addedTo(errors);
      }
    }
    for (Sum sum : sums) {
      double unit = Math.scalb(1.0, -sum.bits());
      if (isAt(sum.levels(), level) && !sum.isBug() && unit > errors.accumulator(sum.type())) {
        errors = errors.accumulating(sum.type(), unit);
      }
    }
    return errors;
  }

  private static boolean isAt(Set<String> levels, Optional<String> level) {
    return level.map(levels::contains).orElse(true);
  }

  /** The lines of the file. */
  List<String> lines() {
    return Stream.of(
            Stream.of(FORMAT, "measured " + measured),
            LEGEND.stream(),
            rows.stream().map(Row::line),
            sums.stream().map(Sum::line))
        .flatMap(s -> s)
        .toList();
  }

  /**
   * Reads the lines of a file.
   *
   * @throws IllegalArgumentException if they are of another form
   */
  static ErrorTable parse(List<String> lines) {
    if (lines.size() < 2 || !lines.get(0).equals(FORMAT) || !lines.get(1).startsWith("measured ")) {
      throw new IllegalArgumentException(
          "a table of function errors has another form\n  required : "
              + FORMAT
              + " and what was measured\n  but      : "
              + lines.stream().limit(2).toList()
              + "\n  way out  : assay backends probe");
    }
    Stream<String[]> words = lines.stream().map(line -> line.trim().split("\\s+"));
    List<String[]> all = words.toList();
    return new ErrorTable(
        lines.get(1).substring("measured ".length()),
        all.stream().filter(w -> w[0].equals("function")).map(Row::parse).toList(),
        all.stream().filter(w -> w[0].equals("sum")).map(Sum::parse).toList());
  }
}
