package dev.assay.cli;

import dev.assay.backends.worker.Limits;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.Tensor;
import dev.assay.oracle.Symptom;
import dev.assay.oracle.reduce.Interest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** That a backend goes wrong on a model in the same way as on another. */
final class SameSymptom implements Interest, AutoCloseable {
  private final Symptom symptom;
  private final List<Accused> all;
  private final BlockingQueue<Accused> free;

  /**
   * @param jobs how many may ask at once; each has processes of its own
   * @param limits of these
   */
  SameSymptom(Symptom symptom, Accused accused, int jobs, Limits limits) {
    this.symptom = symptom;
    this.all = new ArrayList<>();
    for (int k = 0; k < jobs; k++) {
      List<Runner> runners = Backends.more(accused.names(), limits);
      Optional<Runner> plain = runners.size() > 1 ? Optional.of(runners.get(0)) : Optional.empty();
      all.add(new Accused(runners.get(runners.size() - 1), plain));
    }
    this.free = new LinkedBlockingQueue<>(all);
  }

  @Override
  public boolean isIn(Graph graph, Map<String, Tensor> inputs) throws InterruptedException {
    Trial trial = new Trial(OnnxFromGraph.of(graph), inputs);
    Accused accused = free.take();
    try {
      return accused.look(trial).filter(s -> symptom.isKeptIn(s.symptom())).isPresent();
    } catch (IllegalArgumentException e) {
      return false; // the reference reads its value and cannot enclose it
    } finally {
      free.add(accused);
    }
  }

  @Override
  public void close() {
    all.forEach(Accused::close);
  }
}
