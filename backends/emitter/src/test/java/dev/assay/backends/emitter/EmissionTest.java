package dev.assay.backends.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmissionTest {
  private static final int MODELS = 300;

  private int emitted;

  /** Primitives and movements alone, in place of every operator, mean the same. */
  @Test
  void aModelInPrimitivesGivesWhatTheModelGives() {
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD.withNodes(4));
    InputSearch search = InputSearch.standard();
    for (int k = 0; k < MODELS; k++) {
      Choices own = Choices.of(k);
      Found found = search.find(models.next(own.fork(0)), own.fork(1));
      check(k, found);
    }
    assertThat(emitted).isGreaterThan(MODELS / 2);
  }

  private void check(int seed, Found found) {
    GraphReading reading = GraphReading.of(found.graph(), found.inputs());
    OnnxPrimitives primitives = new OnnxPrimitives();
    Graph graph;
    try {
      graph = primitives.graph(Emission.of(reading, primitives));
    } catch (NotEmittedException e) {
      return;
    }
    emitted++;
    Map<String, Tensor> feeds =
        found.graph().feeds().stream()
            .collect(Collectors.toMap(v -> v.name(), v -> reading.value(v.name())));
    List<Tensor> got = GraphReading.values(graph, feeds).outputs();
    for (int o = 0; o < got.size(); o++) {
      String name = found.graph().outputs().get(o).name();
      if (!reading.isSpecified(name)) {
        continue;
      }
      Enclosure enclosure = reading.enclosure(name);
      Tensor t = got.get(o);
      assertThat(t.shape()).as("seed %s, %s", seed, name).isEqualTo(enclosure.shape());
      assertThat(t.type()).as("seed %s, %s", seed, name).isEqualTo(enclosure.type());
      assertThat(IntStream.range(0, t.size()).filter(k -> !enclosure.holds(t, k)).boxed().toList())
          .as("seed %s, %s of %s", seed, name, found.graph())
          .isEmpty();
    }
  }
}
