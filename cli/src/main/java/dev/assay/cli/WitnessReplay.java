package dev.assay.cli;

import dev.assay.core.tensor.Tensor;
import dev.assay.verify.robustness.Replay;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The backend on which witnesses of one model are tried out. */
final class WitnessReplay implements Replay, AutoCloseable {
  private final WitnessSystem system;
  private final byte[] model;

  WitnessReplay(String backend, byte[] model, PrintWriter err) {
    this.system = new WitnessSystem(backend, err);
    this.model = model;
  }

  @Override
  public Optional<List<Tensor>> run(Map<String, Tensor> inputs) {
    return system.run(model, inputs);
  }

  /** The backend with its version, as far as it ran. */
  String system() {
    return system.name();
  }

  @Override
  public void close() {
    system.close();
  }
}
