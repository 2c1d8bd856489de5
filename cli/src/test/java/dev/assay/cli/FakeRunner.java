package dev.assay.cli;

import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A backend in this process that does what a test wants. */
final class FakeRunner implements Runner {
  private final BackendSpec spec;
  private final String version;
  private final BiFunction<Trial, Integer, Outcome> behaviour;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * @param behaviour given a trial and how many came before it
   */
  FakeRunner(String spec, BiFunction<Trial, Integer, Outcome> behaviour) {
    this(spec, "1.0", behaviour);
  }

  FakeRunner(String spec, String version, BiFunction<Trial, Integer, Outcome> behaviour) {
    this.spec = BackendSpec.parse(spec);
    this.version = version;
    this.behaviour = behaviour;
  }

  static FakeRunner right(String spec) {
    return new FakeRunner(spec, (trial, before) -> Outcome.ok(outputs(trial), 1));
  }

  /** The outputs that the reference gives. */
  static List<Tensor> outputs(Trial trial) {
    return GraphReading.values(GraphFromOnnx.of(trial.model()), trial.inputs()).outputs();
  }

  int calls() {
    return calls.get();
  }

  @Override
  public BackendSpec spec() {
    return spec;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public boolean isUnoptimised() {
    return "disabled".equals(spec.options().get("opt"));
  }

  @Override
  public Future<Outcome> start(Trial trial) {
    return CompletableFuture.completedFuture(behaviour.apply(trial, calls.getAndIncrement()));
  }

  @Override
  public void close() {}
}
