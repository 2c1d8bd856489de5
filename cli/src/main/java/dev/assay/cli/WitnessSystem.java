package dev.assay.cli;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.tensor.Tensor;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The backend on which the witnesses of some models are tried out; it starts with the first. */
final class WitnessSystem implements AutoCloseable {
  private final String backend;
  private final PrintWriter err;
  private @Nullable Runner runner;

  WitnessSystem(String backend, PrintWriter err) {
    this.backend = backend;
    this.err = err;
  }

  /** Runs a model; empty where the backend cannot. */
  synchronized Optional<List<Tensor>> run(byte[] model, Map<String, Tensor> inputs) {
    if (runner == null) {
      runner = Backends.open(List.of(backend), err).get(0);
    }
    try {
      Outcome outcome = Inquiry.get(runner.start(new Trial(model, inputs)));
      return outcome.isOk() ? Optional.of(outcome.outputs()) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The backend with its version, as far as it ran. */
  synchronized String name() {
    return runner == null ? backend : backend + " " + runner.version();
  }

  @Override
  public synchronized void close() {
    if (runner != null) {
      runner.close();
    }
  }
}
