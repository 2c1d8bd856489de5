package dev.assay.core.operator;

import static dev.assay.core.expr.Stage.given;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.STRING;

import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Operators on text. */
final class Strings {
  private Strings() {}

  /** The texts of one tensor, each followed by that of another, broadcast. */
  static final Operator CONCAT =
      operator(
          "StringConcat",
          20,
          "X Y -> Z",
          op -> {
            Stage x = op.input("X", Set.of(STRING));
            Stage y = op.input("Y", Set.of(STRING));
            op.output("Z", given("Z", STRING, op.broadcast(x.shape(), y.shape())));
            op.opaque("it makes texts", in -> List.of(joined(in.get(0), in.get(1))));
          });

  private static Tensor joined(Tensor x, Tensor y) {
    int[] shape = Spread.shape(x.shape(), y.shape());
    String[] texts = new String[Tensor.size(shape)];
    for (int k = 0; k < texts.length; k++) {
      texts[k] =
          x.texts()[Spread.place(k, shape, x.shape())]
              + y.texts()[Spread.place(k, shape, y.shape())];
    }
    return Tensor.of(shape, texts);
  }

  private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern EDGES =
      Pattern.compile("^\\s+|\\s+$", Pattern.UNICODE_CHARACTER_CLASS);

  /**
   * Each text in pieces, between delimiters or, where there is none, between runs of white space;
   * and how many they are. Short rows end with empty texts.
   */
  static final Operator SPLIT =
      operator(
          "StringSplit",
          20,
          "X -> Y Z",
          op -> {
            Stage x = op.input("X", Set.of(STRING));
            String delimiter =
                op.has("delimiter") ? op.text("delimiter", List.of("a", " ", "")) : "";
            int most = op.integer("maxsplit", Integer.MAX_VALUE, Range.from(0));
            op.output("Y", given("Y", STRING, x.shape().and(op.unknown("pieces"))));
            op.output("Z", given("Z", INT64, x.shape()));
            op.opaque(
                "it makes texts, as many as data tell", in -> split(in.get(0), delimiter, most));
          });

  private static List<Tensor> split(Tensor x, String delimiter, int most) {
    List<List<String>> rows =
        Arrays.stream(x.texts()).map(text -> pieces(text, delimiter, most)).toList();
    int width = rows.stream().mapToInt(List::size).max().orElse(0);
    String[] texts = new String[Math.multiplyExact(rows.size(), width)];
    Arrays.fill(texts, "");
    for (int row = 0; row < rows.size(); row++) {
      for (int k = 0; k < rows.get(row).size(); k++) {
        texts[row * width + k] = rows.get(row).get(k);
      }
    }
    int[] shape = Arrays.copyOf(x.shape(), x.rank() + 1);
    shape[x.rank()] = width;
    long[] counts = rows.stream().mapToLong(List::size).toArray();
    return List.of(Tensor.of(shape, texts), Tensor.of(INT64, x.shape(), counts));
  }

  private static List<String> pieces(String text, String delimiter, int most) {
    boolean isSpace = delimiter.isEmpty();
    String whole = isSpace ? EDGES.matcher(text).replaceAll("") : text;
    if (isSpace && whole.isEmpty()) {
      return List.of();
    }
    Pattern between = isSpace ? SPACE : Pattern.compile(Pattern.quote(delimiter));
    int limit = most == Integer.MAX_VALUE ? -1 : most + 1;
    return List.of(between.split(whole, limit));
  }

  /**
   * Without some words, and in small or capital letters. Where nothing is left there is one empty
   * text.
   */
  static final Operator NORMALIZER =
      operator(
          "StringNormalizer",
          13,
          "X -> Y",
          op -> {
            Stage x = op.input("X", Set.of(STRING), 1, 2);
            if (x.rank() == 2) {
              op.require(x.dim(0).is(1), "there is one row");
            }
            boolean sensitive = op.flag("is_case_sensitive", false);
            String action = op.word("case_change_action", "NONE", "LOWER", "UPPER");
            Locale locale = op.has("locale") ? locale(op) : Locale.US;
            List<String> stops =
                op.has("stopwords")
                    ? List.of(op.tensor("stopwords", Set.of(STRING)).texts())
                    : List.of();
            op.output("Y", given("Y", STRING, x.shape().but(1).and(op.unknown("left"))));
            op.opaque(
                "it makes texts by the rules of a language",
                in -> {
                  UnaryOperator<String> key = word -> sensitive ? word : word.toLowerCase(locale);
                  Set<String> stopped = stops.stream().map(key).collect(Collectors.toSet());
                  String[] left =
                      Arrays.stream(in.get(0).texts())
                          .filter(word -> !stopped.contains(key.apply(word)))
                          .map(word -> cased(word, action, locale))
                          .toArray(String[]::new);
                  int[] shape = in.get(0).shape().clone();
                  shape[shape.length - 1] = Math.max(1, left.length);
                  return List.of(left.length == 0 ? Tensor.of(shape, "") : Tensor.of(shape, left));
                });
          });

  private static Locale locale(Draft op) {
    String name = op.text("locale", List.of("en_US"));
    return Locale.forLanguageTag(name.replaceFirst("\\..*", "").replace('_', '-'));
  }

  private static String cased(String word, String action, Locale locale) {
    return switch (action) {
      case "LOWER" -> word.toLowerCase(locale);
      case "UPPER" -> word.toUpperCase(locale);
      default -> word;
    };
  }

  /** Whether a regular expression says the whole of a text. */
  static final Operator REGEX_FULL_MATCH =
      operator(
          "RegexFullMatch",
          20,
          "X -> Y",
          op -> {
            Stage x = op.input("X", Set.of(STRING));
            op.usual("pattern");
            String text = op.text("pattern", List.of("a*", "[A-Za-z]+", "(\\w| )*y?"));
            Optional<Pattern> pattern = RegularExpression.of(text);
            op.require(pattern.isPresent(), "the pattern is a regular expression of RE2");
            op.output("Y", given("Y", BOOL, x.shape()));
            op.opaque(
                "it looks into texts",
                in ->
                    List.of(
                        Tensor.of(
                            BOOL,
                            in.get(0).shape(),
                            Arrays.stream(in.get(0).texts())
                                .mapToLong(t -> pattern.orElseThrow().matcher(t).matches() ? 1 : 0)
                                .toArray())));
          });

  static final List<Operator> ALL = List.of(CONCAT, SPLIT, NORMALIZER, REGEX_FULL_MATCH);
}
