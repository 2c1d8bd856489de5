package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldReadingTest {
  private static final TensorType PAIR = TensorType.of(DType.FLOAT32, 2);
  private static final Map<String, Tensor> INPUTS =
      Map.of("a", pair(1.5, -2), "b", pair(0.25, 3), "c", pair(7, 0.1f));

  private static Tensor pair(double one, double other) {
    return Tensor.of(DType.FLOAT32, new int[] {2}, one, other);
  }

  /** A model of a, b and c with a node for each line {@code y = Operator x1 x2}. */
  private static GraphReading read(String lines) {
    List<Node> nodes =
        Arrays.stream(lines.split(";"))
            .map(line -> List.of(line.trim().split("[ =]+")))
            .map(w -> Node.of(w.get(1), w.subList(2, w.size()), w.subList(0, 1), Map.of()))
            .toList();
    List<Value> inputs = List.of(new Value("a", PAIR), new Value("b", PAIR), new Value("c", PAIR));
    List<Value> outputs = List.of(new Value("y", PAIR));
    return GraphReading.values(
        new Graph("", Map.of("", 20), inputs, Map.of(), nodes, outputs), INPUTS);
  }

  private static boolean areSame(String one, String other) {
    return FieldReading.of(read(one), name -> true, 1)
        .isSame("y", FieldReading.of(read(other), name -> true, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "y = Add a b, y = Add b a",
    "s = Add a b; y = Mul s c, t = Mul a c; u = Mul b c; y = Add t u",
    "q = Div a b; y = Mul q b, y = Identity a",
    "y = Sub a b, n = Neg b; y = Add a n",
    "s = Add a b; y = Exp s, s = Add b a; y = Exp s",
    "m = Max a b; y = Max m c, m = Max b c; y = Max m a",
    "m = Max a b; n = Min a b; y = Add m n, y = Add a b",
    "t = Less a b; y = Where t a b, y = Min a b",
    "n = Neg a; y = Abs n, y = Abs a",
  })
  void whatIsEqualOverTheRealsIsTheSame(String one, String other) {
    assertThat(areSame(one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "y = Sub a b, y = Sub b a",
    "y = Mul a b, y = Add a b",
    "y = Exp a, y = Exp b",
    "y = Exp a, y = Tanh a",
    "y = Max a b, y = Min a b",
    "y = Floor a, y = Ceil a",
  })
  void whatDiffersSomewhereIsNot(String one, String other) {
    assertThat(areSame(one, other)).isFalse();
  }

  @Test
  void whatHasNoMeaningIsNamed() {
    assertThat(FieldReading.of(read("y = Mul a b"), name -> true, 1).uninterpreted()).isEmpty();
    assertThat(FieldReading.of(read("e = Exp a; y = Max e b"), name -> true, 1).uninterpreted())
        .containsExactly("exp", "max");
  }

  @Test
  void givenNumbersAreTheRationalsThatTheyAre() {
    GraphReading reading = read("s = Add a b; y = Div s c");
    FieldReading field = FieldReading.of(reading, name -> false, 1);
    ExactReading exact = ExactReading.of(reading);
    assertThat(exact.describe("y", 0)).isEqualTo("1/4");
    assertThat(exact.is("y", 0, 0.25)).isTrue();
    assertThat(field.residue("y", 0)).isEqualTo(exact.residue("y", 0)).isEqualTo(1L << 29);
    assertThat(field.residue("y", 1)).isEqualTo(exact.residue("y", 1));
    assertThat(exact.is("y", 1, 1 / 0.1f)).isFalse();
  }

  @Test
  void whatIsNoRationalIsRefusedByName() {
    assertThatThrownBy(() -> ExactReading.of(read("y = Exp a")))
        .isInstanceOf(UnsupportedNodeException.class)
        .hasMessageContainingAll("EXP gives no rational", "y = Exp(a)");
  }

  @Test
  void anOpaqueOperatorIsAFunctionOfItsInputs() {
    Node sort =
        Node.of("TopK", List.of("a", "k"), List.of("y", "i"), Map.of("axis", Attribute.of(0L)));
    Graph graph =
        new Graph(
            "",
            Map.of("", 20),
            List.of(new Value("a", PAIR)),
            Map.of("k", Tensor.list(2L)),
            List.of(sort),
            List.of(new Value("y", PAIR)));
    GraphReading reading = GraphReading.values(graph, Map.of("a", pair(1, 2)));
    FieldReading one = FieldReading.of(reading, name -> true, 1);
    assertThat(one.uninterpreted()).containsExactly("TopK");
    assertThat(one.isSame("y", FieldReading.of(reading, name -> true, 1))).isTrue();
    assertThat(one.isSame("y", FieldReading.of(reading, name -> true, 2))).isFalse();
    assertThat(FieldReading.of(reading, name -> false, 1).uninterpreted()).isEmpty();
  }
}
