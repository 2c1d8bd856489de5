package dev.assay.backends.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetAllOpList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Version;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.assay.backends.emitter.Emission;
import dev.assay.backends.emitter.EmittedTrial;
import dev.assay.backends.emitter.Term;
import dev.assay.core.backend.Backend;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Trial;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

/** TensorFlow as a backend: plain, rewritten by Grappler, or compiled by XLA. */
public final class TensorFlow implements Backend {
  private final Map<String, OpDef> operators;

  /** Loads the native libraries. */
  public TensorFlow() {
    operators = operators();
  }

  private static Map<String, OpDef> operators() {
    TF_Buffer list = TF_GetAllOpList();
    byte[] bytes = new byte[Math.toIntExact(list.length())];
    new BytePointer(list.data()).get(bytes);
    try {
      return OpList.parseFrom(bytes).getOpList().stream()
          .collect(Collectors.toMap(OpDef::getName, o -> o, (a, b) -> a));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("TensorFlow lists its operators in another form", e);
    }
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
  public Outcome run(Trial trial, Map<String, String> options, Consumer<Phase> entered) {
    TensorFlowOptions chosen = TensorFlowOptions.of(options);
    return EmittedTrial.run(
        trial, entered, TensorFlowMessage::of, (reading, phase) -> outputs(reading, chosen, phase));
  }

  private List<Tensor> outputs(
      GraphReading reading, TensorFlowOptions options, Consumer<Phase> entered)
      throws TensorFlowException {
    TensorFlowGraph graph = new TensorFlowGraph();
    List<Term<String>> outputs = Emission.of(reading, graph);
    List<String> inputs = List.copyOf(graph.inputs().values());
    List<Tensor> fed = graph.inputs().keySet().stream().map(reading::value).toList();
    List<DType> types = outputs.stream().map(Term::type).toList();
    List<String> fetched = outputs.stream().map(graph::identity).toList();
    GraphDef definition = graph.graph();
    if (options.level().isCompiled()) {
      definition =
          XlaFunction.of(
              definition, operators, inputs, fetched, types.stream().map(Types::of).toList());
      fetched = IntStream.range(0, types.size()).mapToObj(k -> XlaFunction.CALL + ":" + k).toList();
    }
    try (Session session = Session.of(definition, options.configuration())) {
      entered.accept(Phase.RUN);
      return session.run(inputs, fed, fetched, types);
    }
  }
}
