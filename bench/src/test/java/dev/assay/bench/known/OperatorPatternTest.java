package dev.assay.bench.known;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorPatternTest {
  private final OperatorPattern chain = pattern("a = Relu(x)", "b = Neg(a)", "c = Relu(b)");

  @Test
  void isInItselfAndIsLikeItself() {
    assertThat(chain.isIn(chain)).isTrue();
    assertThat(chain.isLike(chain)).isTrue();
  }

  @Test
  void isInWhatHasMore() {
    OperatorPattern more =
        pattern("d = Relu(x)", "a = Relu(d)", "b = Neg(a)", "e = Add(a, b)", "c = Relu(b)");
    assertThat(chain.isIn(more)).isTrue();
    assertThat(chain.isLike(more)).isFalse();
    assertThat(more.isIn(chain)).isFalse();
  }

  @Test
  void wantsANodeOfItsOwnForEachOperator() {
    assertThat(pattern("a = Relu(x)", "b = Relu(y)").isIn(pattern("a = Relu(x)"))).isFalse();
  }

  @Test
  void wantsEdgesAndTheirDirection() {
    assertThat(chain.isIn(pattern("a = Relu(x)", "b = Neg(x)", "c = Relu(b)"))).isFalse();
    assertThat(pattern("a = Neg(x)", "b = Relu(a)").isIn(pattern("a = Relu(x)", "b = Neg(a)")))
        .isFalse();
  }

  @Test
  void isNoMatterOfOrder() {
    OperatorPattern one = pattern("a = Abs(x)", "b = Neg(x)", "c = Add(a, b)");
    assertThat(one.isLike(pattern("b = Neg(x)", "a = Abs(x)", "c = Add(b, a)"))).isTrue();
  }

  private static OperatorPattern pattern(String... nodes) {
    return OperatorPattern.of(
        new Graph(
            "g",
            Map.of("", 17),
            List.of(),
            Map.of(),
            Arrays.stream(nodes).map(OperatorPatternTest::node).toList(),
            List.of()));
  }

  /** From {@code y = Operator(x, ..)}. */
  private static Node node(String text) {
    String[] words = text.split("\\W+");
    return Node.of(words[1], List.of(words).subList(2, words.length), List.of(words[0]), Map.of());
  }
}
