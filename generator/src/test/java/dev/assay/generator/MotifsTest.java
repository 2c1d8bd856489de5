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

class MotifsTest {
  private static final int MODELS = 2000;

  private static Map<String, Operator> operators() {
    Map<String, Operator> named = new HashMap<>();
    for (int opset : List.of(13, 23)) {
      Repertoire.of(ModelOptions.STANDARD, opset).operators().forEach(o -> named.put(o.name(), o));
    }
    return named;
  }

  @Test
  void everyNameOfTheTableIsAnOperator() {
    assertThat(Motifs.names()).isSubsetOf(operators().keySet());
  }

  @Test
  void onlyMotifsOfTheOperatorsGivenAreDrawn() {
    Map<String, Operator> all = operators();
    Map<String, Operator> some = Map.of("Relu", all.get("Relu"), "Conv", all.get("Conv"));
    Set<String> drawn = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      Motif motif = Motifs.among(some).draw(Choices.of(seed)).orElseThrow();
      motif.steps().forEach(s -> s.names().forEach(drawn::add));
    }
    assertThat(drawn).containsExactlyInAnyOrder("Conv", "Relu");
  }

  @Test
  void aLineIsReadAsItIsWritten() {
    Motif motif = Motif.parse("2x Div(x, 1.5) > Pow|Exp[to=bool|int8]=d > Conv(d, <Cast, ?, _)");
    assertThat(motif)
        .isEqualTo(
            new Motif(
                2,
                List.of(
                    new Motif.Step(
                        List.of("Div"),
                        List.of(new Motif.Source.Named("x"), new Motif.Source.Number(1.5)),
                        Map.of(),
                        ""),
                    new Motif.Step(
                        List.of("Pow", "Exp"),
                        List.of(),
                        Map.of("to", List.of("bool", "int8")),
                        "d"),
                    new Motif.Step(
                        List.of("Conv"),
                        List.of(
                            new Motif.Source.Named("d"),
                            new Motif.Source.Made(List.of("Cast")),
                            new Motif.Source.Anything(),
                            new Motif.Source.Before()),
                        Map.of(),
                        "")),
                List.of()));
  }

  /** Nodes that optimisers rewrite together stand together in the models. */
  @Test
  void motifsOccurInModels() {
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD);
    Map<String, Integer> paths = new HashMap<>();
    for (int seed = 0; seed < MODELS; seed++) {
      paths(models.next(Choices.of(seed)).graph()).forEach(p -> paths.merge(p, 1, Integer::sum));
    }
    for (String path :
        List.of(
            "Transpose Transpose",
            "Cast Cast",
            "Relu Clip",
            "Pad MaxPool",
            "MatMul Add",
            "QuantizeLinear DequantizeLinear",
            "DequantizeLinear Conv QuantizeLinear",
            "Conv BatchNormalization Relu",
            "Div Erf Add Mul",
            "ReduceMean Sub Pow ReduceMean Add Sqrt Div Mul")) {
      assertThat(paths).as(path).containsKey(path);
    }
  }

  /** The operators along each path that ends at a node, of up to eight nodes. */
  private static Set<String> paths(Graph graph) {
    Set<String> all = new HashSet<>();
    Map<String, Set<String>> ending = new HashMap<>();
    for (Node node : graph.nodes()) {
      Set<String> here = new HashSet<>(Set.of(node.operator()));
      node.inputs().stream()
          .flatMap(i -> ending.getOrDefault(i, Set.of()).stream())
          .filter(p -> p.chars().filter(c -> c == ' ').count() < 7)
          .forEach(p -> here.add(p + " " + node.operator()));
      node.outputs().forEach(o -> ending.put(o, here));
      all.addAll(here);
    }
    return all;
  }
}
