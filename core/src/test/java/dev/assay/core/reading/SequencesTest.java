package dev.assay.core.reading;

import static dev.assay.core.reading.Bodies.graph;
import static dev.assay.core.reading.Bodies.node;
import static dev.assay.core.reading.Bodies.result;
import static dev.assay.core.reading.Bodies.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Maybe;
import dev.assay.core.tensor.Sequence;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sequences and optionals hold the tensors that are put into them. */
class SequencesTest {
  private static final Tensor A = row(1);
  private static final Tensor B = row(2, 3);
  private static final Tensor C = row(4, 5, 6);
  private static final Sequence AB = of(A, B);

  private static Sequence of(Tensor... tensors) {
    return new Sequence(DType.FLOAT32, List.of(tensors));
  }

  private static Datum at(String text, long position) {
    Graph g = graph("s c p", "y", node(text));
    return result(g, Map.of("s", AB, "c", C, "p", Tensor.scalar(position)));
  }

  @Test
  void insertingPutsATensorBeforeAPositionOrAtTheEnd() {
    assertThat(at("SequenceInsert: s c p -> y", 0)).isEqualTo(of(C, A, B));
    assertThat(at("SequenceInsert: s c p -> y", -1)).isEqualTo(of(A, C, B));
    assertThat(at("SequenceInsert: s c p -> y", 2)).isEqualTo(of(A, B, C));
    assertThat(at("SequenceInsert: s c -> y", 0)).isEqualTo(of(A, B, C));
  }

  @Test
  void erasingTakesATensorAway() {
    assertThat(at("SequenceErase: s p -> y", 0)).isEqualTo(of(B));
    assertThat(at("SequenceErase: s p -> y", -2)).isEqualTo(of(B));
    assertThat(at("SequenceErase: s -> y", 0)).isEqualTo(of(A));
  }

  @Test
  void aPositionCountsFromEitherEnd() {
    assertThat(at("SequenceAt: s p -> y", 1)).isEqualTo(B);
    assertThat(at("SequenceAt: s p -> y", -2)).isEqualTo(A);
    assertThat(at("SequenceLength: s -> y", 0)).isEqualTo(Tensor.scalar(2));
  }

  @Test
  void aPositionOutsideIsRefused() {
    for (String text : List.of("SequenceAt: s p -> y", "SequenceErase: s p -> y")) {
      assertThatThrownBy(() -> at(text, 2)).hasMessageContaining("the position lies in the");
      assertThatThrownBy(() -> at(text, -3)).hasMessageContaining("the position lies in the");
    }
    assertThatThrownBy(() -> at("SequenceInsert: s c p -> y", 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the position lies in the");
  }

  @Test
  void aTensorOfAnotherTypeIsRefused() {
    Graph g = graph("s c", "y", node("SequenceInsert: s c -> y"));
    assertThatThrownBy(() -> result(g, Map.of("s", AB, "c", Tensor.scalar(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("all tensors of a sequence have its type");
  }

  @Test
  void aSequenceWhereATensorIsWantedIsRefused() {
    Graph g = graph("s", "y", node("Neg: s -> y"));
    assertThatThrownBy(() -> result(g, Map.of("s", AB)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a value is no tensor");
  }

  @Test
  void whatIsSplitIsWholeAgainOnceItIsJoined() {
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {2, 3}, 1.0, 2, 3, 4, 5, 6);
    for (int axis = -2; axis < 2; axis++) {
      for (Tensor split : List.of(Tensor.scalar(2), Tensor.scalar(1), Tensor.scalar(9))) {
        Graph g =
            graph(
                "x n",
                "y",
                node("SplitToSequence: x n -> s", "axis", axis),
                node("ConcatFromSequence: s -> y", "axis", axis));
        assertThat(result(g, Map.of("x", x, "n", split))).isEqualTo(x);
      }
      Graph slices =
          graph(
              "x",
              "y",
              node("SplitToSequence: x -> s", "axis", axis, "keepdims", 0),
              node("ConcatFromSequence: s -> y", "axis", axis, "new_axis", 1));
      assertThat(result(slices, Map.of("x", x))).isEqualTo(x);
    }
  }

  @Test
  void piecesHaveTheSizesThatAreGiven() {
    Graph g = graph("x n", "y", node("SplitToSequence: x n -> y", "keepdims", 0));
    assertThat(result(g, Map.of("x", row(1, 2, 3), "n", Tensor.list(1, 2))))
        .isEqualTo(of(row(1), row(2, 3)));
    assertThat(result(g, Map.of("x", row(1, 2, 3), "n", Tensor.scalar(2))))
        .isEqualTo(of(row(1, 2), row(3)));
  }

  @Test
  void aMapRunsItsBodyOnEachElement() {
    Graph body = graph("a b", "c d", node("Add: a b -> c"), node("Mul: c x -> d"));
    Graph g = graph("s x", "y z", node("SequenceMap: s x -> y z", "body", body));
    GraphReading reading = GraphReading.values(g, Map.of("s", AB, "x", row(10)));
    assertThat(reading.results())
        .containsExactly(of(row(11), row(12, 13)), of(row(110), row(120, 130)));
  }

  @Test
  void aMapOfSequencesOfOtherLengthsIsRefused() {
    Graph body = graph("a b", "c", node("Add: a b -> c"));
    Graph g = graph("s t", "y", node("SequenceMap: s t -> y", "body", body));
    assertThatThrownBy(() -> result(g, Map.of("s", AB, "t", of(A))))
        .hasMessageContaining("all sequences have the same length");
  }

  /** A float that no implementation need give exactly decides where a tensor goes. */
  private static final Node[] UNCERTAIN = {
    node("Exp: one -> e"), node("Floor: e -> f"), node("Cast: f -> p", "to", DType.INT64.onnx())
  };

  @Test
  void aPositionThatIsNotCertainLeavesTheSequenceOpen() {
    Tensor nearTwo = Tensor.of(DType.FLOAT32, new int[0], (float) Math.log(2));
    Graph g =
        graph(
            "s c one",
            "t n u",
            UNCERTAIN[0],
            UNCERTAIN[1],
            UNCERTAIN[2],
            node("SequenceInsert: s c p -> t"),
            node("SequenceLength: t -> n"),
            node("SequenceLength: s -> u"));
    GraphReading reading = GraphReading.of(g, Map.of("s", AB, "c", C, "one", nearTwo));
    assertThat(reading.isSpecified("t")).isFalse();
    assertThat(reading.isSpecified("n")).isFalse();
    assertThat(reading.isSpecified("u")).isTrue();
    assertThat(reading.doubts()).isNotEmpty().noneMatch(Doubt::unspecified);
  }

  @Test
  void anOptionalHoldsWhatIsPutIn() {
    Graph tensor = graph("a", "y", node("Optional: a -> o"), node("OptionalGetElement: o -> y"));
    assertThat(result(tensor, Map.of("a", A))).isEqualTo(A);
    assertThat(result(tensor, Map.of("a", AB))).isEqualTo(AB);
    Graph itself = graph("a", "y", node("Identity: a -> o"), node("OptionalGetElement: o -> y"));
    assertThat(result(itself, Map.of("a", Maybe.of(AB)))).isEqualTo(AB);
    assertThat(result(itself, Map.of("a", AB))).isEqualTo(AB);
    assertThatThrownBy(() -> result(itself, Map.of("a", Maybe.NOTHING)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the optional holds a value");
  }

  @Test
  void onlyAnOptionalMayHoldNothing() {
    Graph g = graph("a", "y", node("OptionalHasElement: a -> y"));
    assertThat(result(g, Map.of("a", Maybe.NOTHING))).isEqualTo(Bodies.truth(false));
    assertThat(result(g, Map.of("a", Maybe.of(A)))).isEqualTo(Bodies.truth(true));
    assertThat(result(g, Map.of("a", A))).isEqualTo(Bodies.truth(true));
    assertThat(result(graph("a", "y", node("OptionalHasElement: -> y")), Map.of("a", A)))
        .isEqualTo(Bodies.truth(false));
  }
}
