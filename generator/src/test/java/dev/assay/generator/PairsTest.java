package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.operator.Operator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairsTest {
  private static final int MODELS = 1000;

  private static Map<String, Operator> operators() {
    Map<String, Operator> named = new HashMap<>();
    Repertoire.of(ModelOptions.STANDARD, 22).operators().forEach(o -> named.put(o.name(), o));
    return named;
  }

  @Test
  void everyNameOfTheTableIsAnOperator() {
    assertThat(Pairs.names()).isSubsetOf(operators().keySet());
  }

  @Test
  void onlyPairsOfTheOperatorsGivenAreDrawn() {
    Map<String, Operator> all = operators();
    Map<String, Operator> some = Map.of("Relu", all.get("Relu"), "Conv", all.get("Conv"));
    Set<String> drawn = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      Pairs.Pair pair = Pairs.among(some).draw(Choices.of(seed)).orElseThrow();
      drawn.add(pair.first().name() + " " + pair.second().name());
    }
    assertThat(drawn).containsExactlyInAnyOrder("Conv Relu", "Relu Relu");
    assertThat(Pairs.among(Map.of("Conv", all.get("Conv"))).draw(Choices.of(1))).isEmpty();
  }

  /** Nodes that optimisers rewrite together stand together in the models. */
  @Test
  void pairsOccurInModels() {
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD);
    Map<String, Integer> edges = new HashMap<>();
    for (int seed = 0; seed < MODELS; seed++) {
      edges(models.next(Choices.of(seed)).graph())
          .forEach(edge -> edges.merge(edge, 1, Integer::sum));
    }
    for (String pair :
        List.of(
            "Transpose Transpose",
            "Cast Cast",
            "Relu Clip",
            "Pad MaxPool",
            "MatMul Add",
            "QuantizeLinear DequantizeLinear")) {
      assertThat(edges).as(pair).containsKey(pair);
    }
  }

  private static Set<String> edges(Graph graph) {
    Set<String> edges = new HashSet<>();
    Map<String, String> makers = new HashMap<>();
    for (Node node : graph.nodes()) {
      node.inputs().stream()
          .filter(makers::containsKey)
          .forEach(i -> edges.add(makers.get(i) + " " + node.operator()));
      node.outputs().forEach(o -> makers.put(o, node.operator()));
    }
    return edges;
  }
}
