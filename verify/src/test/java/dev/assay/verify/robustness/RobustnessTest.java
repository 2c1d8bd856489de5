package dev.assay.verify.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.reading.GraphReading;
import dev.assay.verify.branch.Effort;
import dev.assay.verify.property.Property;
import dev.assay.verify.property.PropertyFromVnnLib;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an answer must be. The law: a claim that holds is broken by no input that is tried, and one
 * that is violated has a witness that lies in the box and breaks it.
 */
class RobustnessTest {
  private static final int NETWORKS = 40;
  private static final int GRID = 15;

  /** A proof ends after so many boxes here. */
  private static final int MOST_BOXES = 3000;

  /** The answer where the reference is the system that runs the model. */
  private static Answer answer(Graph graph, Property property, Arithmetic arithmetic)
      throws InterruptedException {
    Effort[] efforts = new Effort[2];
    efforts[0] = new Effort(() -> efforts[0].boxes() > MOST_BOXES);
    efforts[1] = new Effort(() -> efforts[1].boxes() > MOST_BOXES);
    Replay replay = x -> Optional.of(GraphReading.values(graph, x).outputs());
    return new Robustness(Model.of(graph), property, replay, arithmetic, 1)
        .answer(efforts[0], efforts[1], () -> false);
  }

  /** One neuron each, on which a verifier with tolerances, or without rounding, goes wrong. */
  @ParameterizedTest
  @CsvSource({
    // weight, bias, second weight, second bias, low, high, what must not be, reals, float32
    "1e7, 0, 1, 0, 0, 0.000001, (>= Y_0 9), VIOLATED, VIOLATED",
    "1, 0, 1e8, 0, 0, 0.00000001, (>= Y_0 0.9), VIOLATED, VIOLATED",
    "1, 16777216, 1, -16777216, 0.3, 0.4, (<= Y_0 0.2), HOLDS, VIOLATED",
    "1, 16777216, 1, -16777216, 0.9, 0.9, (<= Y_0 0.5), HOLDS, VIOLATED",
    "1, 0, 1, 0, 0, 1, (>= Y_0 1.0000001), HOLDS, HOLDS",
    "1, 0, 1, 0, 0.9, 0.9, (<= Y_0 0.5), HOLDS, HOLDS",
    "3e38, 0, 2, 0, 0, 1, (<= Y_0 -1), HOLDS, UNKNOWN"
  })
  void neuronsThatTrapVerifiers(
      double w,
      double b,
      double w2,
      double b2,
      double low,
      double high,
      String claim,
      Verdict inReals,
      Verdict inFloats)
      throws InterruptedException {
    Graph graph =
        Networks.network(
            1,
            List.of(new double[] {(float) w}, new double[] {(float) w2}),
            List.of(new double[] {b}, new double[] {b2}));
    Property property =
        PropertyFromVnnLib.parse(Networks.box(1, low, high) + "(assert " + claim + ")");
    Answer answer = answer(graph, property, Arithmetic.BOTH);
    assertThat(answer.inReals()).isEqualTo(inReals);
    assertThat(answer.inFloats()).isEqualTo(inFloats);
  }

  @Test
  void answersAgreeWithAGrid() throws InterruptedException {
    int proved = 0;
    int refuted = 0;
    for (int k = 0; k < NETWORKS; k++) {
      Choices choices = Choices.of(k);
      int inputs = 2;
      Graph graph =
          Networks.network(
              inputs,
              List.of(
                  Networks.drawn(choices, inputs * 8),
                  Networks.drawn(choices, 64),
                  Networks.drawn(choices, 8)),
              List.of(
                  Networks.drawn(choices, 8),
                  Networks.drawn(choices, 8),
                  Networks.drawn(choices, 1)));
      double least = least(graph);
      double bound = least - 0.15 + 0.1 * choices.between(0, 3);
      Property property =
          PropertyFromVnnLib.parse(Networks.box(inputs, -1, 1) + "(assert (<= Y_0 " + bound + "))");
      Answer answer = answer(graph, property, Arithmetic.BOTH);
      assertThat(answer.verdict(Arithmetic.BOTH))
          .as("network %d: %s", k, answer)
          .isNotEqualTo(Verdict.UNKNOWN);
      if (answer.verdict(Arithmetic.BOTH) == Verdict.HOLDS) {
        assertThat(least).as("network %d", k).isGreaterThan(bound);
        proved++;
      } else {
        Witness w = answer.witness().orElseThrow();
        assertThat(property.cases().get(0).box().holds(w.exact())).isTrue();
        assertThat(w.inReals() || w.inFloats()).isTrue();
        refuted++;
      }
    }
    assertThat(proved).isGreaterThan(5);
    assertThat(refuted).isGreaterThan(5);
  }

  private static double least(Graph graph) {
    Model model = Model.of(graph);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= GRID; i++) {
      for (int j = 0; j <= GRID; j++) {
        double[] x = {(float) (2.0 * i / GRID - 1), (float) (2.0 * j / GRID - 1)};
        double y = GraphReading.values(graph, model.tensors(x)).outputs().get(0).reals()[0];
        least = Math.min(least, y);
      }
    }
    return least;
  }

  /** More inputs than are halved: rectifiers are split instead. */
  @Test
  void manyInputsAgreeWithTheirCorners() throws InterruptedException {
    int inputs = 14;
    int proved = 0;
    for (int k = 0; k < NETWORKS / 4; k++) {
      Choices choices = Choices.of(k);
      Graph graph =
          Networks.network(
              inputs,
              List.of(
                  Networks.drawn(choices, inputs * 6),
                  Networks.drawn(choices, 36),
                  Networks.drawn(choices, 6)),
              List.of(
                  Networks.drawn(choices, 6),
                  Networks.drawn(choices, 6),
                  Networks.drawn(choices, 1)));
      Model model = Model.of(graph);
      double least = Double.POSITIVE_INFINITY;
      for (int p = 0; p < 1000; p++) {
        double[] x = new double[inputs];
        for (int i = 0; i < inputs; i++) {
          x[i] = choices.flag() ? 1 : -1;
        }
        double y = GraphReading.values(graph, model.tensors(x)).outputs().get(0).reals()[0];
        least = Math.min(least, y);
      }
      double bound = least - choices.between(0, 3);
      Property property =
          PropertyFromVnnLib.parse(Networks.box(inputs, -1, 1) + "(assert (<= Y_0 " + bound + "))");
      Verdict verdict = answer(graph, property, Arithmetic.BOTH).verdict(Arithmetic.BOTH);
      if (verdict == Verdict.HOLDS) {
        assertThat(least).as("network %d", k).isGreaterThan(bound);
        proved++;
      }
    }
    assertThat(proved).isGreaterThan(1);
  }
}
