package dev.assay.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.FieldReading;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.oracle.metamorphic.Exactness;
import dev.assay.oracle.metamorphic.Rewrites;
import dev.assay.oracle.metamorphic.Rewritten;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of every rule by which models are rewritten. The law: at random points of the field,
 * each output of a model is the same before and after.
 */
class RewriteLawsTest {
  private static final int MODELS = 60;

  /** How often a rule is tried at least, or its law is not tested. */
  private static final int LEAST = 5;

  /** How many places of a rule are looked at. */
  private static final int MOST = 25;

  private static final List<Found> DRAWN = drawn(o -> true, 8);

  /** Models of the operators that rules are about. */
  private static final List<Found> OF_RULES =
      Stream.of(
              "MatMul",
              "Gemm",
              "Softmax",
              "Conv",
              "MaxPool",
              "Relu",
              "Sub",
              "ReduceSum",
              "ReduceMax",
              "ReduceMean")
          .flatMap(name -> drawn(o -> o.name().equals(name), 2).stream())
          .toList();

  private static List<Found> drawn(Predicate<Operator> operators, int nodes) {
    ModelGenerator generator =
        new ModelGenerator(
            ModelOptions.STANDARD.withNodes(nodes).withElements(256).withOperators(operators));
    return IntStream.range(0, MODELS)
        .mapToObj(
            k -> {
              Choices choices = Choices.of(k);
              return InputSearch.standard().find(generator.next(choices), choices.fork(1));
            })
        .toList();
  }

  static List<String> rules() {
    return Rewrites.names();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void everyOutputIsTheSameInTheField(String rule) {
    int applied = 0;
    for (Found f : Stream.concat(OF_RULES.stream(), DRAWN.stream()).toList()) {
      if (applied == MOST) {
        break;
      }
      Optional<Rewritten> r = Rewrites.by(rule, f.graph(), f.inputs(), Choices.of(applied));
      if (r.isPresent()) {
        applied++;
        assertThat(r.get().graph()).hasToString(back(r.get().graph()));
        assertThat(difference(f.graph(), f.inputs(), r.get()))
            .as("%s%n%s%n%s", rule, f.graph(), r.get().graph())
            .isEmpty();
      }
    }
    assertThat(applied).as("places for %s", rule).isGreaterThanOrEqualTo(LEAST);
  }

  /** The model as it comes back from its bytes. */
  private static String back(Graph graph) {
    return GraphFromOnnx.of(OnnxFromGraph.of(graph)).toString();
  }

  /** The outputs that differ at one of two points. */
  private static List<String> difference(
      Graph graph, Map<String, Tensor> inputs, Rewritten rewritten) {
    GraphReading one = GraphReading.values(graph, inputs);
    GraphReading other = GraphReading.values(rewritten.graph(), rewritten.inputs());
    Set<String> feeds = names(graph.feeds());
    feeds.retainAll(names(rewritten.graph().feeds()));
    return names(graph.outputs()).stream()
        .filter(
            name ->
                !FieldReading.of(one, feeds::contains, 1)
                        .isSame(name, FieldReading.of(other, feeds::contains, 1))
                    || !FieldReading.of(one, feeds::contains, 2)
                        .isSame(name, FieldReading.of(other, feeds::contains, 2)))
        .toList();
  }

  private static Set<String> names(List<Value> values) {
    return values.stream().map(Value::name).collect(Collectors.toSet());
  }

  /** The law can fail: a model is not the same as one with a number changed. */
  @Test
  void anotherModelIsNotTheSame() {
    long same =
        DRAWN.stream()
            .filter(f -> f.graph().constants().values().stream().anyMatch(t -> t.type().isFloat()))
            .filter(
                f ->
                    difference(
                            f.graph(),
                            f.inputs(),
                            new Rewritten(
                                changed(f.graph()), f.inputs(), List.of(), Exactness.MOVES))
                        .isEmpty())
            .count();
    assertThat(same).isLessThan(MODELS / 4);
  }

  private static Graph changed(Graph g) {
    Map<String, Tensor> constants = new LinkedHashMap<>(g.constants());
    constants.replaceAll(
        (name, t) ->
            t.type().isFloat()
                ? Tensor.of(t.type(), t.shape(), Arrays.stream(t.reals()).map(x -> x + 1).toArray())
                : t);
    return new Graph(g.name(), g.opsets(), g.inputs(), constants, g.nodes(), g.outputs());
  }
}
