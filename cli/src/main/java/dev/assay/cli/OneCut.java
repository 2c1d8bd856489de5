package dev.assay.cli;

import dev.assay.backends.worker.Limits;
import dev.assay.cli.report.Evidence;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.oracle.reduce.Progress;
import dev.assay.oracle.reduce.Reducer;
import dev.assay.oracle.reduce.Reducer.Start;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whether the reducer finds anything that can be left out of a model: it stops at the first. */
final class OneCut {
  private OneCut() {}

  /**
   * What is left out; empty where nothing can be, or a trial takes too long to ask.
   *
   * @param runners of one release, the one that shows the finding at a place
   */
  static Optional<String> of(Evidence evidence, List<Runner> runners, int place)
      throws InterruptedException {
    Accused accused = Accused.of(runners, place);
    Start start = new Start(evidence.graph(), evidence.inputs(), accused.kernels());
    Trial trial = new Trial(OnnxFromGraph.of(evidence.graph()), evidence.inputs());
    Optional<Accused.Sighting> first = accused.look(trial);
    if (first.isEmpty() || first.get().judgement().verdict() == Verdict.TIMEOUT) {
      return Optional.empty();
    }
    List<Progress> smaller = new CopyOnWriteArrayList<>();
    try (SameSymptom same = new SameSymptom(first.get().symptom(), accused, 1, Limits.USUAL)) {
      Progress before =
          new Reducer(same, 1, () -> !smaller.isEmpty(), smaller::add).reduce(start).before();
      return smaller.stream()
          .findFirst()
          .map(after -> size(before) + ", where " + size(after) + " show it too");
    }
  }

  private static String size(Progress p) {
    return p.nodes() + " nodes and " + p.elements() + " elements";
  }
}
