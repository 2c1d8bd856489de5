package dev.assay.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Port;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OperatorTextTest {
  /**
   * Those whose attributes hang on each other so that no plain case keeps their rules: what they
   * mean is in the tables that a node brings, and a formula without them would say nothing.
   */
  private static final Set<String> NOT_PRINTED =
      Set.of(
          "LinearAttention",
          "LinearClassifier",
          "SVMClassifier",
          "TfIdfVectorizer",
          "TreeEnsemble",
          "TreeEnsembleClassifier",
          "TreeEnsembleRegressor");

  /** Outputs of training, which have their places and are never asked for. */
  private static final Map<String, Set<String>> NOT_GIVEN =
      Map.of("SkipSimplifiedLayerNormalization", Set.of("mean", "inv_std_var"));

  private static final int OTHER_STAND_IN = 104_729;

  private static Stream<Operator> newest() {
    return Catalogue.all().stream()
        .filter(
            o -> Catalogue.find(o.domain(), o.name(), Integer.MAX_VALUE).orElseThrow().equals(o));
  }

  private static int opset(Operator o) {
    return o.domain().isEmpty() ? Schemas.newestOpset() : o.since();
  }

  private static Stream<String> goldenTexts() throws IOException {
    try (InputStream in = OperatorTextTest.class.getResourceAsStream("golden.spec")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(all.split("\n\n")).map(t -> t.strip() + "\n");
    }
  }

  @ParameterizedTest
  @MethodSource("goldenTexts")
  void anOperatorReadsAsAPersonWouldWriteIt(String golden) {
    String name = golden.split(" ", 3)[1];
    Operator operator = Catalogue.find("", name, Integer.MAX_VALUE).orElseThrow();
    assertThat(OperatorText.of(operator, opset(operator)).text()).isEqualTo(golden);
  }

  @ParameterizedTest
  @MethodSource("newest")
  void anOperatorSaysWhatEachOutputIsOrWhyNot(Operator operator) {
    String text = OperatorText.of(operator, opset(operator)).text();
    assertThat(text.contains("# not printed, since"))
        .isEqualTo(NOT_PRINTED.contains(operator.name()));
    if (!NOT_PRINTED.contains(operator.name())) {
      List<String> lines = text.lines().map(String::strip).toList();
      Set<String> absent = NOT_GIVEN.getOrDefault(operator.name(), Set.of());
      for (Port port : operator.outputs()) {
        if (absent.contains(port.name())) {
          continue;
        }
        assertThat(lines).anyMatch(l -> l.matches("out " + port.name() + "\\d*: .*"));
      }
    }
  }

  private static Stream<Operator> printed() {
    return newest().filter(o -> !NOT_PRINTED.contains(o.name()));
  }

  @ParameterizedTest
  @MethodSource("printed")
  void noNumberThatStandsForAnAttributeIsLeftInTheText(Operator operator) {
    assertThat(OperatorText.of(operator, opset(operator), OTHER_STAND_IN).text())
        .isEqualTo(OperatorText.of(operator, opset(operator)).text());
  }

  @ParameterizedTest
  @MethodSource("newest")
  void parenthesesAndBracesAreClosed(Operator operator) {
    String text = OperatorText.of(operator, opset(operator)).text().replaceAll("#.*", "");
    for (String pair : List.of("()", "[]", "{}")) {
      assertThat(count(text, pair.charAt(0))).as(pair).isEqualTo(count(text, pair.charAt(1)));
    }
  }

  private static long count(String text, char c) {
    return text.chars().filter(x -> x == c).count();
  }
}
