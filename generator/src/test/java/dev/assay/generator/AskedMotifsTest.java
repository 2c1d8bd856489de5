package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Models begin with the nodes that are asked for, in every gear, and these keep their conditions.
 */
class AskedMotifsTest {
  private static final int MODELS = 60;

  private static ModelGenerator models(Gear gear, String motif) {
    return new ModelGenerator(
        ModelOptions.STANDARD.withNodes(4).withGear(gear).withMotifs(List.of(motif)));
  }

  private static void mustBeFormed(Gear gear, String motif, Predicate<Graph> isFormed) {
    ModelGenerator models = models(gear, motif);
    long formed = 0;
    for (int seed = 0; seed < MODELS; seed++) {
      formed += isFormed.test(models.next(Choices.of(seed)).graph()) ? 1 : 0;
    }
    assertThat(formed).isGreaterThan(MODELS / 2);
  }

  private static boolean stand(
      Graph graph, String first, String second, BiPredicate<Node, Node> holds) {
    return graph.nodes().stream()
        .filter(a -> a.operator().equals(first))
        .anyMatch(
            a ->
                graph.nodes().stream()
                    .filter(b -> b.operator().equals(second))
                    .filter(b -> b.inputs().contains(a.outputs().get(0)))
                    .anyMatch(b -> holds.test(a, b)));
  }

  private static long first(Node node, String attribute) {
    return Objects.requireNonNull(node.attributes().get(attribute)).integers().get(0);
  }

  private static Dim size(ShapeReading reading, String value) {
    return reading.type(value).flatMap(TensorType::shape).orElseThrow().get(0);
  }

  @ParameterizedTest
  @EnumSource(Gear.class)
  void integersOfTwoNodesAreHeldAgainstEachOther(Gear gear) {
    mustBeFormed(
        gear,
        "AveragePool=a > MaxPool=m where a.kernel_shape[0] > 1, m.kernel_shape[0] >= a.kernel_shape[0] + 1",
        g ->
            stand(
                g,
                "AveragePool",
                "MaxPool",
                (a, m) ->
                    first(a, "kernel_shape") > 1
                        && first(m, "kernel_shape") > first(a, "kernel_shape")));
  }

  @ParameterizedTest
  @EnumSource(Gear.class)
  void soAreSizesOfWhatIsReadAndMade(Gear gear) {
    mustBeFormed(
        gear,
        "Neg(x) > Concat(x, _)=c where x[0] = 3, c[0] = 6",
        g -> {
          ShapeReading reading = ShapeReading.of(g);
          return stand(
              g,
              "Neg",
              "Concat",
              (n, c) ->
                  size(reading, n.inputs().get(0)).equals(Dim.dim(3))
                      && size(reading, c.outputs().get(0)).equals(Dim.dim(6)));
        });
  }

  @ParameterizedTest
  @EnumSource(Gear.class)
  void anAxisIsOneOfTheDatas(Gear gear) {
    ModelGenerator models = models(gear, "Relu > MeanVarianceNormalization[axes=2]");
    for (int seed = 0; seed < MODELS; seed++) {
      Graph graph = models.next(Choices.of(seed)).graph();
      assertThatCode(() -> ShapeReading.of(graph)).as(graph.toString()).doesNotThrowAnyException();
    }
  }

  @Test
  void whatIsNoMotifIsRefusedWithTheForm() {
    mustBeRefused("Conv >> Relu", "no step of a motif");
    mustBeRefused("Conv=c > Relu where d[0] = 1", "nothing is called");
    mustBeRefused("Conv=c > Relu where c = 1", "no number, size or attribute");
    mustBeRefused("Conv=c > Relu where c[0] ~ 1", "no condition");
  }

  private static void mustBeRefused(String motif, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> models(Gear.MIXED, motif))
        .withMessageContaining(why)
        .withMessageContaining("required :");
  }

  @Test
  void whatNoOpsetFormsIsSaid() {
    ModelGenerator models =
        new ModelGenerator(
            ModelOptions.STANDARD
                .withOperators(o -> o.name().equals("Relu"))
                .withMotifs(List.of("Conv > Relu")));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              for (int seed = 0; seed < 10; seed++) {
                models.next(Choices.of(seed));
              }
            })
        .withMessageContaining("no opset has the operators of a motif");
  }
}
