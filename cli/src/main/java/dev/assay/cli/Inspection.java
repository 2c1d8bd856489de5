package dev.assay.cli;

import dev.assay.cli.report.Evidence;
import dev.assay.cli.report.Evidence.Checks;
import dev.assay.cli.report.Evidence.Level;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.KnownBug;
import dev.assay.corpus.Origin;
import dev.assay.oracle.Culprit;
import dev.assay.oracle.Judgement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * Looks at one finding as a maintainer would: runs it at every level of one release, runs it again,
 * asks who is to blame and whether the model is as small as it can be.
 */
final class Inspection {
  private final List<Runner> runners;
  private final Runner shown;
  private final String system;

  /**
   * @param runners of one release, one for each level, the least optimised first
   * @param shown the one among them that shows the finding
   * @param system its name for people
   */
  Inspection(List<Runner> runners, Runner shown, String system) {
    this.runners = List.copyOf(runners);
    this.shown = shown;
    this.system = system;
  }

  /**
   * Looks at a model.
   *
   * @param reading of the model on the inputs, with enclosures
   * @param origin as far as it is known
   */
  Evidence of(GraphReading reading, Map<String, Tensor> inputs, Optional<Origin> origin)
      throws InterruptedException {
    Graph graph = reading.graph();
    Trial trial = new Trial(OnnxFromGraph.of(graph), inputs);
    List<Future<Outcome>> started = runners.stream().map(r -> r.start(trial)).toList();
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> s : started) {
      outcomes.add(Inquiry.get(s));
    }
    Inquiry inquiry = new Inquiry(runners, trial, graph, reading, outcomes);
    int place = runners.indexOf(shown);
    boolean isFinding = inquiry.judgement(place).verdict().isFinding();
    Judgement judgement = isFinding ? inquiry.afterSecondRun(place) : inquiry.judgement(place);
    List<Culprit> culprits = isFinding ? inquiry.culprits(place) : List.of();
    Optional<KnownBug> known =
        culprits.isEmpty() ? Optional.empty() : inquiry.known(place, culprits);
    Checks checks =
        new Checks(
            OnnxChecker.ask(trial.model()).flatMap(OnnxChecker.Answer::complaint),
            Optional.empty(),
            known);
    Evidence evidence =
        new Evidence(
            reading,
            inputs,
            shown.spec(),
            system,
            shown.version(),
            new Level(outcomes.get(place), judgement),
            levels(inquiry, outcomes),
            culprits,
            origin,
            checks);
    return isFinding ? evidence.with(OneCut.of(evidence, runners, place)) : evidence;
  }

  private Map<String, Level> levels(Inquiry inquiry, List<Outcome> outcomes)
      throws InterruptedException {
    Map<String, Level> levels = new LinkedHashMap<>();
    for (int k = 0; k < runners.size(); k++) {
      BackendSpec spec = runners.get(k).spec();
      String level = spec.options().get("opt");
      if (level != null) {
        levels.put(level, new Level(outcomes.get(k), inquiry.judgement(k)));
      }
    }
    return levels;
  }
}
