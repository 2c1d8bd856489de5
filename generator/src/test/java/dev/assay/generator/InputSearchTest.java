package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InputSearchTest {
  private static Model model(String... operators) {
    Value x = new Value("v0", TensorType.of(DType.FLOAT32, 4));
    List<Node> nodes = new java.util.ArrayList<>();
    for (int k = 0; k < operators.length; k++) {
      nodes.add(Node.of(operators[k], List.of("v" + k), List.of("v" + (k + 1)), Map.of()));
    }
    Value y = new Value("v" + operators.length, TensorType.of(DType.FLOAT32, 4));
    Graph graph = new Graph("g", Map.of("", 17), List.of(x), Map.of(), nodes, List.of(y));
    return new Model(graph, Map.of("v0", FreeData.ANY), Policy.REAL);
  }

  @Test
  void whatIsCalledGoodHasNoNanNoInfinityAndNoDoubt() {
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD.withZeros(false));
    int good = 0;
    for (int seed = 0; seed < 300; seed++) {
      Found found =
          InputSearch.standard().find(models.next(Choices.of(seed)), Choices.of(seed).fork(1));
      if (found.isGood()) {
        good++;
        GraphReading reading = GraphReading.values(found.graph(), found.inputs());
        assertThat(reading.doubts()).isEmpty();
        for (Tensor t : reading.values().values()) {
          assertThat(!t.type().isFloat() || Arrays.stream(t.reals()).allMatch(Double::isFinite))
              .isTrue();
        }
      }
    }
    assertThat(good).isGreaterThan(290);
  }

  @Test
  void narrowDomainsAreReached() {
    for (String operator : List.of("Log", "Sqrt", "Acos", "Acosh", "Atanh", "Reciprocal")) {
      for (int seed = 0; seed < 20; seed++) {
        assertThat(InputSearch.standard().find(model(operator), Choices.of(seed)).how())
            .as("%s, seed %d", operator, seed)
            .isNotEqualTo(Found.How.NONE);
      }
    }
  }

  /** From draws that are near enough: a step is small, and some draws are far from zero. */
  @Test
  void descentAloneComesIntoDomainsThroughOtherOperatorsMostOften() {
    for (List<String> chain :
        List.of(List.of("Neg", "Log"), List.of("Sinh", "Acosh"), List.of("Atan", "Atanh"))) {
      Model model = model(chain.toArray(String[]::new));
      long found =
          IntStream.range(0, 40)
              .filter(s -> InputSearch.of(1, 0, 40).find(model, Choices.of(s)).isGood())
              .count();
      assertThat(found).as("%s", chain).isGreaterThanOrEqualTo(30);
    }
  }

  @Test
  void theSameSeedFindsTheSame() {
    Model model = model("Sqrt", "Acos");
    Found one = InputSearch.standard().find(model, Choices.of(5));
    Found other = InputSearch.standard().find(model, Choices.of(5));
    assertThat(one.inputs()).isEqualTo(other.inputs());
    assertThat(one.readings()).isEqualTo(other.readings());
  }

  @Test
  void aModelWithoutAnyGoodInputEndsAfterItsSteps() {
    Found found = InputSearch.of(1, 5, 0).find(model("Sqrt", "Neg", "Log"), Choices.of(1));
    assertThat(found.isGood()).isFalse();
    assertThat(found.readings()).isEqualTo(6);
  }

  @Test
  void whereNoDataLeadToANumberTheNodeGetsAnInputOfItsOwn() {
    Model model = model("Sqrt", "Neg", "Log");
    Found found = InputSearch.standard().find(model, Choices.of(1));
    assertThat(found.how()).isEqualTo(Found.How.MENDED);
    assertThat(found.graph().nodes()).hasSameSizeAs(model.graph().nodes());
    assertThat(found.graph().feeds()).hasSize(2);
    assertThat(found.graph().outputs()).extracting(Value::name).containsExactly("v3", "v2");
  }

  /** An overflow has no limited domain, but a slope all the same. */
  @Test
  void descentAloneLeavesOverflows() {
    Model model = model("Exp", "Exp", "Exp");
    assertThat(
            IntStream.range(0, 40)
                .filter(s -> InputSearch.of(4, 0, 40).find(model, Choices.of(s)).isGood())
                .count())
        .isGreaterThanOrEqualTo(38);
  }
}
