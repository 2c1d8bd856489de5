package dev.assay.cli;

import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.reading.GraphReading;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** The reference, read in this process: it needs no worker, since it is our own Java. */
final class ReferenceRunner implements Runner {
  static final BackendSpec SPEC = BackendSpec.parse("reference");

  @Override
  public BackendSpec spec() {
    return SPEC;
  }

  @Override
  public String version() {
    return Main.version();
  }

  @Override
  public Future<Outcome> start(Trial trial) {
    long start = System.nanoTime();
    Graph graph = GraphFromOnnx.of(trial.model());
    GraphReading reading = GraphReading.values(graph, trial.inputs());
    return CompletableFuture.completedFuture(
        Outcome.ok(reading.outputs(), System.nanoTime() - start));
  }

  @Override
  public void close() {}
}
