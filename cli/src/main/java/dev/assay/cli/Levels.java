package dev.assay.cli;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.oracle.Blame;
import dev.assay.oracle.Judge;
import dev.assay.oracle.Judgement;
import dev.assay.oracle.OwnLevels;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges a level by the unoptimised one of the same system, where that runs too, on what rests on
 * the system's own operators.
 */
record Levels(Runner runner, Optional<Runner> plain) implements Blame.Judging {

  /** The level of runner k. */
  static Levels of(List<Runner> runners, int k) {
    int base = Backends.unoptimised(runners, k);
    return new Levels(runners.get(k), base < 0 ? Optional.empty() : Optional.of(runners.get(base)));
  }

  /** What the reference says of the outputs, and the unoptimised level of what that leaves. */
  @Override
  public Judgement of(
      Graph graph, GraphReading reading, Map<String, Tensor> inputs, Outcome outcome)
      throws InterruptedException {
    Judgement byReference = Judge.judge(graph, reading, outcome, Optional.empty());
    boolean asks = plain.isPresent() && outcome.isOk() && OwnLevels.concerns(graph, reading);
    Optional<Outcome> base =
        asks
            ? Optional.of(
                Inquiry.get(plain.get().start(new Trial(OnnxFromGraph.of(graph), inputs))))
            : Optional.empty();
    return judge(graph, reading, inputs, base, outcome, byReference);
  }

  /**
   * What the unoptimised level says of what others leave.
   *
   * @param base what it made of the model, where it ran
   */
  Judgement judge(
      Graph graph,
      GraphReading reading,
      Map<String, Tensor> inputs,
      Optional<Outcome> base,
      Outcome outcome,
      Judgement before)
      throws InterruptedException {
    if (plain.isEmpty() || base.isEmpty()) {
      return before;
    }
    return new OwnLevels(
            plain.get().spec().toString(),
            t -> Inquiry.get(plain.get().start(t)),
            t -> Inquiry.get(runner.start(t)))
        .of(graph, reading, inputs, base.get(), outcome, before);
  }
}
