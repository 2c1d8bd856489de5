package dev.assay.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownBugsTest {
  private static final KnownBug SHRINK =
      KnownBugs.parse(
              """
              # a comment
              [onnxruntime 1.29.0]
              Shrink-13\t\\(float64\toutside\tcomputed in float32\thttps://example.org/1
              """)
          .get(0);

  @Test
  void aLineSaysAllOfABug() {
    assertThat(SHRINK.system()).isEqualTo("onnxruntime");
    assertThat(SHRINK.releases().contain("1.29.0")).isTrue();
    assertThat(SHRINK.why()).isEqualTo("computed in float32");
    assertThat(SHRINK.link()).contains("https://example.org/1");
  }

  @ParameterizedTest
  @CsvSource({
    "Shrink-13, Shrink-13(float64[2]), lies outside of, true",
    "Shrink-13, Shrink-13(float32[2]), lies outside of, false",
    "Shrink-13, Shrink-13(float64[2]), the shape is wrong, false",
    "Celu-13,   Celu-13(float64[2]),   lies outside of, false",
  })
  void itExplainsItsOperatorOnItsNodesWithItsDetailOnly(
      String operator, String form, String detail, boolean explained) {
    assertThat(SHRINK.explains(operator, form, detail)).isEqualTo(explained);
  }

  @Test
  void aDefaultMakesADifferenceOnlyWhereTheLineSaysSo() {
    KnownBug two = KnownBugs.parse("[a 1]\nAdd-13\t\\(float64\\[], float64\tshape\twhy").get(0);
    assertThat(two.concerns("Add-13", "Add-13(float64[] by default, float64[])")).isTrue();
    KnownBug held = KnownBugs.parse("[a 1]\nAdd-13\t\\[] by default\tSIG\twhy").get(0);
    assertThat(held.concerns("Add-13", "Add-13(float64[] by default, float64[])")).isTrue();
    assertThat(held.concerns("Add-13", "Add-13(float64[], float64[])")).isFalse();
  }

  @Test
  void aLineOfAnyDefinitionExplainsByTheFormAlone() {
    KnownBug any = KnownBugs.parse("[a 1]\n-\t before Dropout \tshape\twhy").get(0);
    assertThat(any.explains("Relu-13", "Relu-13(float32[]) before Dropout Neg", "the shape"))
        .isTrue();
    assertThat(any.explains("Relu-13", "Relu-13(float32[]) before Neg", "the shape")).isFalse();
    assertThat(any.explains("Relu-13", "Relu-13(float32[]) before Dropout Neg", "a type"))
        .isFalse();
  }

  @Test
  void onlyLinesOfOptimisersAreKnownOfAnOptimiser() {
    KnownBugs all = KnownBugs.of("onnxruntime", "1.29.0");
    assertThat(all.of("Shrink-13")).isNotEmpty();
    assertThat(all.ofOptimiser().of("Shrink-13")).isEmpty();
    assertThat(all.ofOptimiser().of("Relu-13"))
        .isNotEmpty()
        .isSubsetOf(all.of("Relu-13"))
        .anyMatch(b -> b.explains("Relu-13", "Relu-13(float64[2]) before Clip", b.detail()))
        .noneMatch(b -> b.explains("Relu-13", "Relu-13(float64[2])", b.detail()));
  }

  @Test
  void aLineOfAnOptimiserMayBeOfANodeAlone() {
    KnownBug fold = KnownBugs.parse("[a 1]\nNeg-13\toptimised \\(int2\tSIG\twhy").get(0);
    assertThat(fold.optimised()).isTrue();
    assertThat(fold.needsCompany()).isFalse();
    assertThat(fold.explains("Neg-13", "Neg-13(int2[4])", "SIGSEGV")).isTrue();
  }

  /** A line explains no more than its bug: other forms of the same operator stay news. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MaxPool-13(float32[1, 1, 2]) giving Y, Indices before QuantizeLinear | true",
        "MaxPool-13(float32[1, 1, 2]) before QuantizeLinear | false",
        "Resize-13(float32[1, 2], float32[4], , int64[2]{[1, 2]}) {coordinate_transformation_mode=\"tf_crop_and_resize\"} | true",
        "Resize-13(float32[1, 2], float32[4], , int64[2]{[1, 3]}) {coordinate_transformation_mode=\"tf_crop_and_resize\"} | false",
        "LayerNormalization-17(float32[4], float32[4]) {epsilon=0.0} | false",
      })
  void aNarrowLineLeavesTheRestToBeFound(String form, boolean known) {
    String operator = form.substring(0, form.indexOf('('));
    String said = "an element lies outside of its enclosure";
    assertThat(KnownBugs.of("onnxruntime", "1.29.0").find(operator, form, said).isPresent())
        .isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({
    "1.29.0,         1.29.0, true",
    "1.29,           1.29.0, true",
    "1.29.0,         1.30.0, false",
    "1.9.0..1.29.0,  1.20.1, true",
    "1.9.0..1.29.0,  1.8.9,  false",
    "1.20.0..,       2.0.0,  true",
    "1.20.0..,       1.19.9, false",
  })
  void releasesAreComparedNumberByNumber(String releases, String release, boolean contained) {
    assertThat(Releases.parse(releases).contain(release)).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Shrink-13\t-\toutside\twhy", "[a 1]\nShrink-13\t-\twhy", "[a 1]\na\t\tb\tc"})
  void aBrokenLineIsToldWithItsForm(String text) {
    assertThatThrownBy(() -> KnownBugs.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("required : definition");
  }

  @Test
  void noTwoListedBugsHaveOneName() {
    List<String> ids = KnownBugs.listed().stream().map(KnownBug::id).toList();
    assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    assertThat(KnownBugs.named(ids.get(0))).contains(KnownBugs.listed().get(0));
  }
}
