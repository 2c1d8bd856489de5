package dev.assay.backends.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_Version;

import dev.assay.backends.emitter.Emission;
import dev.assay.backends.emitter.EmittedTrial;
import dev.assay.backends.emitter.Term;
import dev.assay.core.backend.Backend;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.Schema;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.GraphDef;

/** TensorFlow as a backend: plain, rewritten by Grappler, or compiled by XLA. */
public final class TensorFlow implements Backend {
  private final Registry registry;
  private @Nullable NativeKernels kernels;

  /** Loads the native libraries. */
  public TensorFlow() {
    registry = Registry.read();
  }

  @Override
  public String name() {
    return "tensorflow";
  }

  @Override
  public String version() {
    return TF_Version().getString();
  }

  @Override
  public Map<String, String> options() {
    return TensorFlowOptions.KNOWN;
  }

  @Override
  public Optional<String> missing(Map<String, String> options) {
    return TensorFlowOptions.of(options).missing();
  }

  @Override
  public Map<String, String> passes(Trial trial, Map<String, String> options) {
    TensorFlowOptions chosen = TensorFlowOptions.of(options);
    return options.containsKey("opt") // else the environment of the process knows of no level
        ? Passes.of(chosen.level(), chosen.disabled())
        : Map.of();
  }

  @Override
  public List<Schema> schemas() {
    return NativeSchemas.of(registry);
  }

  @Override
  public Outcome run(Trial trial, Map<String, String> options, Consumer<Phase> entered) {
    TensorFlowOptions chosen = TensorFlowOptions.of(options);
    return EmittedTrial.run(
        trial,
        entered,
        this::results,
        TensorFlowMessage::of,
        (reading, phase) -> outputs(reading, chosen, phase));
  }

  private Optional<List<Tensor>> results(Node node, List<@Nullable Tensor> inputs) {
    if (!node.domain().equals(Registry.DOMAIN)) {
      return Optional.empty();
    }
    if (kernels == null) {
      kernels = new NativeKernels(registry);
    }
    return kernels.results(node, inputs);
  }

  private List<Tensor> outputs(
      GraphReading reading, TensorFlowOptions options, Consumer<Phase> entered)
      throws TensorFlowException {
    if (options.level() == Level.EAGER) {
      entered.accept(Phase.RUN);
      return EmittedTrial.ofKernels(reading, Registry.DOMAIN);
    }
    TensorFlowGraph graph = new TensorFlowGraph(registry);
    List<Term<String>> outputs = Emission.of(reading, graph);
    List<String> inputs = List.copyOf(graph.inputs().values());
    List<Tensor> fed = graph.inputs().keySet().stream().map(reading::value).toList();
    List<DType> types = outputs.stream().map(Term::type).toList();
    List<String> fetched = outputs.stream().map(graph::identity).toList();
    GraphDef definition = graph.graph();
    if (options.level().isCompiled()) {
      definition =
          XlaFunction.of(
              definition,
              registry.operators(),
              inputs,
              fetched,
              types.stream().map(Types::of).toList());
      fetched = IntStream.range(0, types.size()).mapToObj(k -> XlaFunction.CALL + ":" + k).toList();
    }
    try (Session session = Session.of(definition, options.configuration())) {
      entered.accept(Phase.RUN);
      return session.run(inputs, fed, fetched, types);
    }
  }
}
