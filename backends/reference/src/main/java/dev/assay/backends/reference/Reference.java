package dev.assay.backends.reference;

import dev.assay.core.backend.Backend;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.UnsupportedNodeException;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The operators' value reading as a backend: what the oracle calls right, on the same footing. */
public final class Reference implements Backend {

  /** Runs a graph once its bytes are read. */
  @FunctionalInterface
  public interface Execution {
    List<Tensor> outputs(Graph graph, Map<String, Tensor> inputs);
  }

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String version() {
    return releaseOf(Reference.class);
  }

  @Override
  public Map<String, String> options() {
    return Map.of();
  }

  @Override
  public Optional<String> missing(Map<String, String> options) {
    return options.isEmpty()
        ? Optional.empty()
        : Optional.of("the reference has no options\n  but      : " + options.keySet());
  }

  @Override
  public Outcome run(Trial trial, Map<String, String> options, Consumer<Phase> entered) {
    return run(trial, entered, (graph, inputs) -> GraphReading.values(graph, inputs).outputs());
  }

  /** Runs a trial by any execution of its graph. */
  public static Outcome run(Trial trial, Consumer<Phase> entered, Execution execution) {
    long start = System.nanoTime();
    Phase phase = Phase.COMPILE;
    try {
      entered.accept(phase);
      Graph graph = GraphFromOnnx.of(trial.model());
      phase = Phase.RUN;
      entered.accept(phase);
      List<Tensor> outputs = execution.outputs(graph, trial.inputs());
      return Outcome.ok(outputs, System.nanoTime() - start);
    } catch (UnsupportedNodeException e) {
      return failed(Status.UNSUPPORTED, phase, e, start);
    } catch (IllegalArgumentException e) {
      return failed(Status.ERROR, phase, e, start);
    }
  }

  private static Outcome failed(Status status, Phase phase, Exception e, long start) {
    return Outcome.failed(status, phase, String.valueOf(e.getMessage()), System.nanoTime() - start);
  }

  /** The release of Assay that a class is from. */
  public static String releaseOf(Class<?> type) {
    return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("development");
  }
}
