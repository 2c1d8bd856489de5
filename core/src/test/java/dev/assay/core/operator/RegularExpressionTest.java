package dev.assay.core.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Patterns mean what RE2 says, also where Java's own mean something else. */
class RegularExpressionTest {

  private static boolean matches(String pattern, String text) {
    return RegularExpression.of(pattern).orElseThrow().matcher(text).matches();
  }

  @Test
  void whatBothKnowMeansTheSame() {
    assertThat(matches("www\\.[\\w.-]+\\.\\bcom\\b", "www.onnx.com")).isTrue();
    assertThat(matches("(a|b)*?c{2,3}", "abacc")).isTrue();
    assertThat(matches("(?i)ASSAY|(?-i:x)", "assay")).isTrue();
    assertThat(matches("\\Qa.b\\E+", "a.bbb")).isTrue();
    assertThat(matches("a", "ab")).isFalse();
  }

  @Test
  void dotStopsAtLineFeedsOnly() {
    assertThat(matches(".", "\r")).isTrue();
    assertThat(matches(".", "\u2028")).isTrue();
    assertThat(matches(".", "\n")).isFalse();
    assertThat(matches("(?s).", "\n")).isTrue();
  }

  @Test
  void theEndOfTextIsTheVeryEnd() {
    assertThat(matches("a$\\n", "a\n")).isFalse();
    assertThat(matches("(?m)a$\\n", "a\n")).isTrue();
  }

  @Test
  void spaceHasNoVerticalTabOutsideOfItsClass() {
    assertThat(matches("\\s", "\u000b")).isFalse();
    assertThat(matches("[\\s]", "\u000b")).isFalse();
    assertThat(matches("[[:space:]]", "\u000b")).isTrue();
    assertThat(matches("\\v", "\u000b")).isTrue();
    assertThat(matches("\\v", "\n")).isFalse();
  }

  @Test
  void wordsAreOfLatinLetters() {
    assertThat(matches("\\w", "\u00fc")).isFalse();
    assertThat(matches("a\\b\u00fc", "a\u00fc")).isTrue();
    assertThat(matches("[[:word:]]+", "a_1")).isTrue();
  }

  @Test
  void bracketsHoldTheirSigns() {
    assertThat(matches("[[a]", "[")).isTrue();
    assertThat(matches("[a&&b]+", "&b")).isTrue();
    assertThat(matches("[]a]", "]")).isTrue();
    assertThat(matches("[^]a]", "]")).isFalse();
    assertThat(matches("[[:^digit:]]", "1")).isFalse();
  }

  @Test
  void bracesThatCountNothingAreThemselves() {
    assertThat(matches("a{,2}", "a{,2}")).isTrue();
    assertThat(matches("{", "{")).isTrue();
  }

  @Test
  void propertiesAndGroupsHaveTheNamesOfRe2() {
    assertThat(matches("\\p{Greek}\\pL\\P{^Lu}", "\u03b1aB")).isTrue();
    assertThat(matches("(?P<some_name>a)(?<b>b)", "ab")).isTrue();
    assertThat(matches("\\x{41}\\101", "AA")).isTrue();
  }

  @Test
  void whatRe2DoesNotKnowIsNone() {
    for (String pattern :
        List.of(
            "(a)\\1", "(?=a)", "(?<!a)b", "(?>a)", "a*+", "a**", "[a", "(a", "\\", "\\k", "\\Z")) {
      assertThat(RegularExpression.of(pattern)).as(pattern).isEmpty();
    }
  }
}
