package dev.assay.cli;

import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.verify.layer.Fact;
import dev.assay.verify.layer.FactAnswer;
import dev.assay.verify.layer.Layer;
import dev.assay.verify.layer.LayerProof;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/** Searches for answers about facts, each within a time. */
final class LayerSearch {
  private final WitnessSystem system;
  private final LayerProof.Effort effort;
  private final Duration timeout;

  LayerSearch(WitnessSystem system, LayerProof.Effort effort, Duration timeout) {
    this.system = system;
    this.effort = effort;
    this.timeout = timeout;
  }

  /** An answer, with the time that it took. */
  record Result(FactAnswer answer, double seconds) {}

  Result answer(Layer layer, Fact fact) {
    long start = System.nanoTime();
    byte[] model = OnnxFromGraph.of(layer.graph());
    LayerProof proof = new LayerProof(layer, fact, in -> system.run(model, in), effort);
    Timer clock = new Timer("timeout", true);
    clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            proof.stop();
          }
        },
        timeout.toMillis());
    try {
      return new Result(proof.answer(), (System.nanoTime() - start) / 1e9);
    } finally {
      clock.cancel();
    }
  }
}
