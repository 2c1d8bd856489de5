package dev.assay.backends.reference;

import dev.assay.core.backend.Attempt;
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
    Attempt attempt = new Attempt(entered);
    attempt.enter(Phase.COMPILE);
    try {
      Graph graph = GraphFromOnnx.of(trial.model());
      attempt.enter(Phase.RUN);
      return attempt.ok(execution.outputs(graph, trial.inputs()));
    } catch (UnsupportedNodeException e) {
      return attempt.failed(Status.UNSUPPORTED, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return attempt.failed(Status.ERROR, String.valueOf(e.getMessage()));
    }
  }

  /** The release of Assay that a class is from. */
  public static String releaseOf(Class<?> type) {
    return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("development");
  }
}
