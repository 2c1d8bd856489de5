package dev.assay.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Examples worked by hand from ONNX's text. */
class StringsTest {

  private static List<Tensor> outputs(
      String operator, Map<String, Attribute> attributes, int outputs, Tensor x) {
    List<String> names = List.of("y", "z").subList(0, outputs);
    Graph g =
        new Graph(
            "g",
            Map.of("", 20),
            List.of(new Value("x", TensorType.of(x))),
            Map.of(),
            List.of(Node.of(operator, List.of("x"), names, attributes)),
            names.stream().map(n -> new Value(n, TensorType.ofUnknownRank(DType.STRING))).toList());
    return GraphReading.values(g, Map.of("x", x)).outputs();
  }

  private static Tensor row(String... texts) {
    return Tensor.of(new int[] {texts.length}, texts);
  }

  private static Tensor rows(int height, String... texts) {
    return Tensor.of(new int[] {height, texts.length / height}, texts);
  }

  @Test
  void splitKeepsEmptyPiecesBetweenDelimiters() {
    Map<String, Attribute> comma = Map.of("delimiter", Attribute.of(", "));
    assertThat(outputs("StringSplit", comma, 2, row("a, , b, ", "", "c")))
        .containsExactly(
            rows(3, "a", "", "b", "", "", "", "", "", "c", "", "", ""), Tensor.list(4, 1, 1));
  }

  @Test
  void splitAtSpaceKeepsNoEmptyPieces() {
    assertThat(outputs("StringSplit", Map.of(), 2, row("  a \t b", "\n", "\u00a0c ")))
        .containsExactly(rows(3, "a", "b", "", "", "c", ""), Tensor.list(2, 0, 1));
    assertThat(outputs("StringSplit", Map.of("delimiter", Attribute.of("")), 2, row("a  b")))
        .containsExactly(rows(1, "a", "b"), Tensor.list(2));
  }

  @Test
  void splitLeavesTheRestAfterTheLastThatIsAllowed() {
    assertThat(outputs("StringSplit", Map.of("maxsplit", Attribute.of(1)), 2, row(" a b  c")))
        .containsExactly(rows(1, "a", "b  c"), Tensor.list(2));
    assertThat(outputs("StringSplit", Map.of("maxsplit", Attribute.of(0)), 2, row("a b")))
        .containsExactly(rows(1, "a b"), Tensor.list(1));
  }

  @Test
  void splitOfNothingIsNothing() {
    assertThat(outputs("StringSplit", Map.of(), 2, row()))
        .containsExactly(Tensor.of(new int[] {0, 0}, new String[0]), Tensor.list());
  }

  @Test
  void stopWordsGoBeforeCaseIsChanged() {
    Map<String, Attribute> attributes =
        Map.of(
            "stopwords",
            Attribute.ofStrings(List.of("the", "A")),
            "case_change_action",
            Attribute.of("UPPER"));
    assertThat(outputs("StringNormalizer", attributes, 1, row("The", "Fox", "a", "run")))
        .containsExactly(row("FOX", "RUN"));
    Map<String, Attribute> sensitive =
        Map.of("stopwords", attributes.get("stopwords"), "is_case_sensitive", Attribute.of(1));
    assertThat(outputs("StringNormalizer", sensitive, 1, rows(1, "The", "the", "A", "a")))
        .containsExactly(rows(1, "The", "a"));
  }

  @Test
  void wordsThatAllStopLeaveOneThatIsEmpty() {
    Map<String, Attribute> stop = Map.of("stopwords", Attribute.ofStrings(List.of("a")));
    assertThat(outputs("StringNormalizer", stop, 1, row("a", "A"))).containsExactly(row(""));
    assertThat(outputs("StringNormalizer", stop, 1, rows(1, "a"))).containsExactly(rows(1, ""));
  }

  /** The example of ONNX's text: 2-grams with two skips, and with none. */
  @Test
  void gramsLieWithEvenGaps() {
    Tensor pool = Tensor.list(94, 12, 17, 28, 94, 17, 17, 36, 36, 12, 12, 28);
    Tensor x = Tensor.list(94, 17, 36, 12, 28);
    assertThat(new Ngrams(pool, List.of(0, 0), 2, 2, 0).counts(x, 0, 5))
        .containsExactly(0, 0, 1, 1, 1, 1);
    assertThat(new Ngrams(pool, List.of(0, 0), 2, 2, 2).counts(x, 0, 5))
        .containsExactly(1, 1, 1, 1, 1, 1);
  }

  @Test
  void aWordAloneSkipsNothing() {
    Tensor pool = Tensor.list(1, 2, 2, 1);
    Ngrams ngrams = new Ngrams(pool, List.of(0, 2), 1, 2, 5);
    assertThat(ngrams.counts(Tensor.list(1, 2, 1), 0, 3)).containsExactly(2, 1, 1);
  }

  @Test
  void weightsScaleCountsOrWhetherThereIsAny() {
    Map<String, Attribute> tfidf =
        Map.of(
            "mode", Attribute.of("TFIDF"),
            "min_gram_length", Attribute.of(1),
            "max_gram_length", Attribute.of(1),
            "max_skip_count", Attribute.of(0),
            "ngram_counts", Attribute.ofInts(List.of(0L)),
            "ngram_indexes", Attribute.ofInts(List.of(2L, 0L)),
            "pool_strings", Attribute.ofStrings(List.of("a", "b")),
            "weights", Attribute.ofFloats(List.of(0.5, 3.0)));
    Tensor x = rows(2, "a", "b", "a", "b", "c", "b");
    assertThat(outputs("TfIdfVectorizer", tfidf, 1, x))
        .containsExactly(Tensor.of(DType.FLOAT32, new int[] {2, 3}, 3.0, 0, 1, 6, 0, 0));
    Map<String, Attribute> idf = new HashMap<>(tfidf);
    idf.put("mode", Attribute.of("IDF"));
    assertThat(outputs("TfIdfVectorizer", idf, 1, x))
        .containsExactly(Tensor.of(DType.FLOAT32, new int[] {2, 3}, 3.0, 0, 0.5, 3, 0, 0));
  }
}
