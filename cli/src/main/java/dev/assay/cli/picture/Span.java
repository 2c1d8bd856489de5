package dev.assay.cli.picture;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The elements of a tensor in a few words: all while they are few, else from which to which. */
public final class Span {
  private static final int SHOWN = 3;
  private static final MathContext DIGITS = new MathContext(4);
  private static final int MOST_DIGITS = 7;
  private static final int MOST_LETTERS = 12;

  private Span() {}

  /** The words; empty where there are no elements. */
  public static String of(Tensor t) {
    if (t.size() <= SHOWN || t.type() == DType.STRING) {
      String all =
          IntStream.range(0, Math.min(t.size(), SHOWN))
              .mapToObj(k -> element(t, k))
              .reduce((a, b) -> a + ", " + b)
              .orElse("");
      return t.size() > SHOWN ? all + ", …" : all;
    }
    return t.type().isFloat() ? ofReals(t.reals()) : ofIntegers(t);
  }

  private static String ofReals(double[] reals) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    boolean isNan = false;
    for (double x : reals) {
      isNan |= Double.isNaN(x);
      least = x < least ? x : least;
      greatest = x > greatest ? x : greatest;
    }
    List<String> words = new ArrayList<>();
    if (least <= greatest) {
      words.add(between(brief(least), brief(greatest)));
    }
    if (isNan) {
      words.add("NaN");
    }
    return String.join(" and ", words);
  }

  private static String ofIntegers(Tensor t) {
    int least = 0;
    int greatest = 0;
    for (int k = 1; k < t.size(); k++) {
      least = compare(t, k, least) < 0 ? k : least;
      greatest = compare(t, k, greatest) > 0 ? k : greatest;
    }
    return between(element(t, least), element(t, greatest));
  }

  private static int compare(Tensor t, int k, int other) {
    return t.type().compare(t.integers()[k], t.integers()[other]);
  }

  private static String between(String least, String greatest) {
    return least.equals(greatest) ? least : least + " … " + greatest;
  }

  private static String element(Tensor t, int k) {
    if (t.type().isFloat()) {
      return brief(t.reals()[k]);
    }
    return switch (t.type()) {
      case BOOL -> t.integers()[k] == 0 ? "false" : "true";
      case UINT64 -> Long.toUnsignedString(t.integers()[k]);
      case STRING -> "\"" + cut(t.texts()[k]) + "\"";
      default -> Long.toString(t.integers()[k]);
    };
  }

  private static String cut(String text) {
    return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS) + "…";
  }

  /** A number in four digits. */
  private static String brief(double x) {
    if (!Double.isFinite(x)) {
      return Double.isNaN(x) ? "NaN" : x > 0 ? "∞" : "-∞";
    }
    if (x == 0) {
      return 1 / x < 0 ? "-0" : "0";
    }
    BigDecimal rounded = new BigDecimal(x).round(DIGITS).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale();
    return Math.abs(exponent) <= MOST_DIGITS
        ? rounded.toPlainString()
        : rounded.toString().replace("E+", "E");
  }
}
