package dev.assay.backends.tflite;

import dev.assay.backends.emitter.Emission;
import dev.assay.backends.emitter.EmittedTrial;
import dev.assay.backends.emitter.EmittedTrial.Said;
import dev.assay.backends.emitter.Term;
import dev.assay.backends.worker.OptionWords;
import dev.assay.backends.worker.SystemWords;
import dev.assay.core.backend.Backend;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Trial;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.Kernels;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.OpResolver;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** TensorFlow Lite as a backend: its own kernels, or those of XNNPACK. */
public final class TensorFlowLite implements Backend {
  private static final SystemWords WORDS =
      new SystemWords(
          "not (currently |yet )?(supported|implemented)|unsupported|doesn't support"
              + "|does not support|only supports?|didn't find op|support[s]? (up to|only)");

  /** Which kernels run. */
  private enum Level {
    PLAIN,
    XNNPACK
  }

  private static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "opt",
              "plain or xnnpack (default): its own kernels, or graphs handed to XNNPACK",
              "threads",
              "a number (default 1): threads inside an operator"));

  /** Loads the native libraries. */
  public TensorFlowLite() {
    Loader.load(tensorflowlite.class);
  }

  @Override
  public String name() {
    return "tflite";
  }

  @Override
  public String version() {
    return tensorflowlite.TfLiteVersion().getString();
  }

  @Override
  public Map<String, String> options() {
    return KNOWN;
  }

  @Override
  public Optional<String> missing(Map<String, String> options) {
    OptionWords words = words(options);
    Level unused = level(words);
    int unusedThreads = words.threads();
    return Optional.empty();
  }

  private static OptionWords words(Map<String, String> options) {
    return OptionWords.of("TensorFlow Lite", KNOWN.keySet(), options);
  }

  private static Level level(OptionWords words) {
    return words.choice("opt", Level.XNNPACK);
  }

  @Override
  public Outcome run(Trial trial, Map<String, String> options, Consumer<Phase> entered) {
    return EmittedTrial.run(
        trial,
        entered,
        Kernels.NONE,
        TensorFlowLite::sorted,
        (reading, phase) -> outputs(reading, words(options), phase));
  }

  private static Said sorted(Exception e) {
    String said = SystemWords.clean(String.valueOf(e.getMessage()));
    return new Said(WORDS.status(said), said);
  }

  private static List<Tensor> outputs(
      GraphReading reading, OptionWords words, Consumer<Phase> entered) throws LiteException {
    LiteGraph graph = new LiteGraph();
    List<Term<Integer>> outputs = Emission.of(reading, graph);
    try (PointerScope scope = new PointerScope()) {
      OpResolver kernels =
          level(words) == Level.PLAIN
              ? new BuiltinOpResolverWithoutDefaultDelegates()
              : new BuiltinOpResolver();
      Session session = Session.of(graph.bytes(outputs), kernels, words.threads());
      graph.inputs().forEach((name, tensor) -> session.feed(tensor, reading.value(name)));
      entered.accept(Phase.RUN);
      session.run();
      entered.accept(Phase.READ);
      List<Tensor> tensors = new ArrayList<>();
      for (Term<Integer> output : outputs) {
        tensors.add(session.read(output));
      }
      return tensors;
    }
  }
}
