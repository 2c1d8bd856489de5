package dev.assay.backends.emitter;

import dev.assay.core.backend.Attempt;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.UnsupportedModelException;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.Kernels;
import dev.assay.core.reading.UnsupportedNodeException;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A trial on a framework into whose graph models are written. */
public final class EmittedTrial {
  private EmittedTrial() {}

  /** Writes a model, compiles it and runs it. */
  @FunctionalInterface
  public interface Execution {

    /**
     * The outputs of a model.
     *
     * @param reading the model, read on the inputs with which it is to run
     * @param entered told when it runs and when its outputs are read
     */
    List<Tensor> outputs(GraphReading reading, Consumer<Phase> entered) throws Exception;
  }

  /** What a framework said, sorted and without what differs from run to run. */
  public record Said(Status status, String text) {}

  /**
   * Runs a trial.
   *
   * @param kernels run the nodes of the framework's own operators while the model is read
   * @param sorted what an exception of the framework's own comes to
   */
  public static Outcome run(
      Trial trial,
      Consumer<Phase> entered,
      Kernels kernels,
      Function<Exception, Said> sorted,
      Execution execution) {
    Attempt attempt = new Attempt(entered);
    attempt.enter(Phase.COMPILE);
    try {
      Graph graph = GraphFromOnnx.of(trial.model());
      GraphReading reading =
          GraphReading.values(graph, ProbeInputs.beside(trial.inputs(), graph), kernels);
      return attempt.ok(execution.outputs(reading, attempt::enter));
    } catch (NotEmittedException | UnsupportedNodeException | UnsupportedModelException e) {
      return attempt.failed(Status.UNSUPPORTED, String.valueOf(e.getMessage()));
    } catch (KernelException e) {
      return failed(attempt, sorted.apply((Exception) e.getCause()));
    } catch (Exception e) {
      return failed(attempt, sorted.apply(e));
    }
  }

  /**
   * The outputs of a model that kernels gave while it was read.
   *
   * @throws NotEmittedException if it has a node of another domain than theirs
   */
  public static List<Tensor> ofKernels(GraphReading reading, String domain) {
    for (Node node : reading.steps()) {
      if (!node.domain().equals(domain)) {
        throw new NotEmittedException("only operators of " + domain + " run by themselves")
            .at(node);
      }
    }
    return reading.outputs();
  }

  private static Outcome failed(Attempt attempt, Said said) {
    return attempt.failed(said.status(), said.text());
  }
}
