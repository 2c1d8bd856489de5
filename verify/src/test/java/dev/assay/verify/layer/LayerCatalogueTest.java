package dev.assay.verify.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.graph.Node;
import dev.assay.core.reading.GraphReading;
import dev.assay.verify.robustness.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The facts that Assay comes with, and the texts in which they are written. */
class LayerCatalogueTest {
  private static final int OPSET = 23;
  private static final LayerProof.Effort EFFORT = new LayerProof.Effort(20_000_000, 256);

  static List<StatedFact> facts() {
    return LayerCatalogue.parse(LayerCatalogue.standard(), OPSET);
  }

  @ParameterizedTest
  @MethodSource("facts")
  void answersAreAsStated(StatedFact stated) {
    FactAnswer answer = answer(stated.layer(), stated.fact());

    assertThat(answer.verdict()).as(answer.reason()).isEqualTo(stated.expected());
    boolean shown = answer.counterexample().filter(Counterexample::breaksReference).isPresent();
    assertThat(shown).isEqualTo(stated.expected() == Verdict.VIOLATED);
    assertThat(answer.reason().isEmpty()).isEqualTo(stated.expected() != Verdict.UNKNOWN);
  }

  private static FactAnswer answer(Layer layer, Fact fact) {
    return new LayerProof(
            layer,
            fact,
            in -> Optional.of(GraphReading.values(layer.graph(), in).outputs()),
            EFFORT)
        .answer();
  }

  @Test
  void theExampleIsTheCatalogue() throws Exception {
    Path example = Path.of("..", "docs", "examples", "layers", "layers.facts");

    assertThat(Files.readString(example)).isEqualTo(LayerCatalogue.standard());
  }

  @Test
  void factsAndNodesReadAsTheyArePrinted() {
    for (StatedFact stated : facts()) {
      assertThat(FactFromText.parse(stated.fact().toString())).isEqualTo(stated.fact());
      List<Node> nodes = stated.layer().graph().nodes();
      assertThat(nodes).isNotEmpty();
      String inputs = "x: float32[1, 1, 4, 4]";
      if (nodes.get(0).operator().equals("MaxPool")) {
        Layer again = LayerFromText.parse(List.of(inputs, nodes.get(0).toString()), OPSET);
        assertThat(again.graph().nodes()).isEqualTo(nodes);
      }
    }
  }

  @Test
  void whatIsNoFactIsRefusedWithTheForms() {
    for (String text : List.of("", "range 0", "range a b", "rising", "rising x[", "monotone x")) {
      assertThatThrownBy(() -> FactFromText.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("sums-to SUM TOLERANCE");
    }
    assertThatThrownBy(() -> FactFromText.parse("range 1 0")).hasMessageContaining("[1.0, 0.0]");
  }

  @Test
  void whatIsNoLayerIsRefusedWithTheLine() {
    assertThatThrownBy(() -> LayerFromText.parse(List.of("x float32"), OPSET))
        .hasMessageContaining("but      : x float32");
    assertThatThrownBy(() -> LayerFromText.parse(List.of("x: real", "y = Relu(x)"), OPSET))
        .hasMessageContaining("but      : real");
    Layer relu = LayerFromText.parse(List.of("x: float32[2]", "y = Relu(x)"), OPSET);
    assertThatThrownBy(() -> answer(relu, FactFromText.parse("rising z")))
        .hasMessageContaining("one of [x]");
    assertThatThrownBy(() -> answer(relu, FactFromText.parse("rising x[2]")))
        .hasMessageContaining("rising x[2]");
  }

  /** Bounds of float32 once took the exponential of 89, which leaves the type, for a number. */
  @Test
  void boundsSeeFunctionsAndProductsLeaveTheType() {
    for (String node : List.of("y = Exp(x)", "y = Mul(x, x)")) {
      String range = node.contains("Exp") ? "[88, 89]" : "[1e19, 2e19]";
      Layer layer = LayerFromText.parse(List.of("x: float32[1] in " + range, node), OPSET);

      assertThat(new LayerBounds(layer, true, new Halving(64, () -> false)).areFinite()).isFalse();
      assertThat(new LayerBounds(layer, false, new Halving(64, () -> false)).areFinite()).isTrue();
      assertThat(answer(layer, new NoInfinity()).verdict()).isEqualTo(Verdict.VIOLATED);
    }
  }

  @Test
  void whatZ3FindsAndNothingThatRunsShowsIsUnknown() {
    Layer layer =
        LayerFromText.parse(
            List.of("x: float16[2] in [0, 300]", "y = ReduceL2(x) {keepdims=0}"), OPSET);

    FactAnswer answer = answer(layer, new NoInfinity());

    assertThat(answer.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(answer.by()).isEqualTo(Means.FLOATS);
    assertThat(answer.counterexample()).get().matches(c -> !c.isReal());
  }
}
