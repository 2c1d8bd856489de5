package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final Set<DType> FLOATS = Set.of(DType.FLOAT16, DType.FLOAT32, DType.FLOAT64);

  private record Drawn(Model model, Found found) {}

  private static Stream<Drawn> drawn(Policy policy, ModelOptions options, int seeds) {
    ModelGenerator models = new ModelGenerator(options.withZeros(false));
    return IntStream.range(0, seeds)
        .mapToObj(Choices::of)
        .map(
            choices -> {
              Model model = models.next(choices);
              return new Drawn(model, InputSearch.standard().find(model, choices.fork(1)));
            })
        .filter(d -> d.model().policy() == policy);
  }

  /** The free tensors of a model, but for those that are no longer read where it was mended. */
  private static Stream<Tensor> data(Drawn d) {
    return d.model().data().keySet().stream()
        .map(name -> tensor(d.found(), name))
        .flatMap(Optional::stream);
  }

  private static Optional<Tensor> tensor(Found found, String name) {
    return Optional.ofNullable(found.inputs().get(name))
        .or(() -> Optional.ofNullable(found.graph().constants().get(name)));
  }

  private static ModelOptions options(String operators, Set<DType> types) {
    List<String> names = List.of(operators.split(" "));
    return ModelOptions.STANDARD
        .withOpsets(22, 22)
        .withTypes(types)
        .withOperators(o -> o.domain().isEmpty() && names.contains(o.name()));
  }

  @Test
  void exactDataAreBinaryFractionsOfFewDigits() {
    List<Tensor> data =
        drawn(Policy.EXACT, ModelOptions.STANDARD, 200)
            .flatMap(PolicyTest::data)
            .filter(t -> FLOATS.contains(t.type()))
            .toList();
    assertThat(data).hasSizeGreaterThan(100);
    assertThat(data)
        .allMatch(t -> Arrays.stream(t.reals()).allMatch(x -> Math.rint(32 * x) == 32 * x));
  }

  @Test
  void exactNetworksDemandEqualityAndRealOnesDoNot() {
    ModelOptions options =
        options("MatMul Gemm Conv Add Sub Mul Relu MaxPool Transpose", Set.of(DType.FLOAT32));
    assertThat(points(drawn(Policy.EXACT, options, 100))).isGreaterThan(0.95);
    assertThat(points(drawn(Policy.REAL, options, 100))).isLessThan(0.7);
  }

  private static double points(Stream<Drawn> models) {
    long[] counts = new long[2];
    models.forEach(
        d -> {
          GraphReading reading = GraphReading.of(d.found().graph(), d.found().inputs());
          reading
              .graph()
              .outputs()
              .forEach(
                  v -> {
                    counts[0] += reading.enclosure(v.name()).points();
                    counts[1] += reading.enclosure(v.name()).size();
                  });
        });
    return (double) counts[0] / counts[1];
  }

  @Test
  void weightsAreWhatIsMultipliedAndSummedAndNotTheirData() {
    drawn(Policy.REAL, options("Conv", Set.of(DType.FLOAT32)).withNodes(1), 40)
        .forEach(
            d -> {
              List<String> inputs = d.model().graph().nodes().get(0).inputs();
              Tensor weights = tensor(d.found(), inputs.get(1)).orElseThrow();
              assertThat(d.model().free(inputs.get(1)).terms())
                  .isEqualTo(weights.size() / weights.shape()[0]);
              assertThat(d.model().free(inputs.get(0)).terms()).isEqualTo(1);
            });
  }

  @Test
  void variancesAndDivisorsDivideAndWhatTheyDivideDoesNot() {
    ModelOptions options =
        options("BatchNormalization Div", Set.of(DType.FLOAT32)).withNodes(1).withOpsets(13, 13);
    drawn(Policy.EXACT, options, 60)
        .forEach(
            d -> {
              Node node = d.model().graph().nodes().get(0);
              List<String> inputs = node.inputs();
              Attribute trains = node.attributes().get("training_mode");
              boolean reads = trains == null || trains.integer() == 0;
              if (reads && new HashSet<>(inputs).size() == inputs.size()) {
                assertThat(d.model().free(inputs.get(inputs.size() - 1)).divides()).isTrue();
                assertThat(d.model().free(inputs.get(0)).divides()).isFalse();
              }
            });
  }
}
