package dev.assay.testkit;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.oracle.Judge;
import dev.assay.oracle.Judgement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Claims about a model and its inputs. The law of all of them: each output has the type and the
 * shape that the reference gives it, and each element lies in its enclosure, the interval of
 * everything that a faithful implementation may give. No tolerance is set.
 *
 * <p>A claim that fails throws an {@link AssertionError} that says what differs, and keeps the case
 * under {@code target/assay-cases}. What the reference cannot judge breaks no claim.
 */
public final class ModelAssert {
  private final ModelCase model;
  private final GraphReading reference;

  ModelAssert(ModelCase model) {
    this.model = model;
    this.reference = GraphReading.of(model.graph(), model.inputs());
  }

  /**
   * Claims that what a transformation makes of the model is a valid model, and computes the same on
   * the same inputs.
   */
  public ModelAssert survives(UnaryOperator<Graph> transformation) {
    Graph made = transformed(transformation);
    Judgement judgement = judged(Outcome.ok(outputs(made), 0), Optional.empty());
    if (judgement.verdict().isFinding()) {
      throw KeptCase.of(model, reference).transformed(made).failure(judgement.detail(), null);
    }
    return this;
  }

  /**
   * Claims that what a transformation makes of the model is a valid model, and computes what the
   * model may compute where some of its values are off, as weights are that were quantised. The
   * bounds are proved, so that no tolerance is set; what they cannot be proved of breaks no claim.
   *
   * @param radii how far each element of an input or a constant may be off, by its name
   */
  public ModelAssert survives(UnaryOperator<Graph> transformation, Map<String, Double> radii) {
    Graph made = transformed(transformation);
    List<Tensor> outputs = outputs(made);
    Optional<Neighbourhood> near = Neighbourhood.of(model, radii);
    Optional<String> breach = near.flatMap(n -> n.breach(model.graph().outputs(), outputs));
    if (breach.isPresent()) {
      throw KeptCase.of(model, reference).transformed(made).failure(breach.get(), null);
    }
    return this;
  }

  /** What a transformed model computes, where it is valid. */
  private List<Tensor> outputs(Graph made) {
    try {
      Graph read = GraphFromOnnx.of(OnnxFromGraph.of(made));
      return GraphReading.values(read, fed(read)).outputs();
    } catch (IllegalArgumentException e) {
      throw KeptCase.of(model, reference)
          .transformed(made)
          .failure(
              "the transformed model is invalid"
                  + "\n  required : a valid model, as the given one is"
                  + "\n  but      : "
                  + indented(e),
              e);
    }
  }

  private Graph transformed(UnaryOperator<Graph> transformation) {
    try {
      return transformation.apply(model.graph());
    } catch (RuntimeException e) {
      throw KeptCase.of(model, reference)
          .failure(
              "the transformation fails"
                  + "\n  required : another model"
                  + "\n  but      : "
                  + indented(e),
              e);
    }
  }

  private static String indented(RuntimeException e) {
    return String.valueOf(e).replace("\n", "\n           ");
  }

  /** The inputs that a graph still has. */
  private Map<String, Tensor> fed(Graph graph) {
    Map<String, Tensor> fed = new HashMap<>(model.inputs());
    fed.keySet().retainAll(graph.inputs().stream().map(Value::name).toList());
    return fed;
  }

  /** Claims that some outputs, in the order of the model, are those that it may have. */
  public ModelAssert staysWithinEnclosure(List<Tensor> outputs) {
    Judgement judgement = judged(Outcome.ok(outputs, 0), Optional.empty());
    if (judgement.verdict().isFinding()) {
      throw KeptCase.of(model, reference).failure(judgement.detail(), null);
    }
    return this;
  }

  /** Claims that a backend computes what the model says; that it lacks an operator is no breach. */
  public ModelAssert agreesWith(Runner backend) {
    require(backend, run(backend), Optional.empty());
    return this;
  }

  /**
   * Claims that the levels of a backend all compute what the model says, and that none refuses what
   * the plain one runs.
   */
  public ModelAssert agreesAcross(Runner plain, Runner... levels) {
    Outcome first = run(plain);
    require(plain, first, Optional.empty());
    for (Runner level : levels) {
      require(level, run(level), Optional.of(first));
    }
    return this;
  }

  /**
   * The same of backends of the class path, as {@code "onnxruntime:opt=disabled"}, or of programs
   * that speak the worker protocol, as {@code "exec:./worker"}. Each runs in a process of its own.
   *
   * @throws IllegalArgumentException if the class path has no such backend
   */
  public ModelAssert agreesAcross(String plain, String... levels) {
    return agreesAcross(
        Workers.of(plain), Stream.of(levels).map(Workers::of).toArray(Runner[]::new));
  }

  private void require(Runner backend, Outcome outcome, Optional<Outcome> plain) {
    Judgement judgement = judged(outcome, plain);
    if (judgement.verdict().isFinding()) {
      throw KeptCase.of(model, reference).on(backend, judgement).failure(judgement.detail(), null);
    }
  }

  private Judgement judged(Outcome outcome, Optional<Outcome> plain) {
    return Judge.judge(model.graph(), reference, outcome, plain);
  }

  private Outcome run(Runner backend) {
    try {
      return backend.start(new Trial(OnnxFromGraph.of(model.graph()), model.inputs())).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("a trial was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a trial came to no outcome on " + backend.spec(), e);
    }
  }
}
