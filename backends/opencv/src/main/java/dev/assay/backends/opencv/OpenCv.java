package dev.assay.backends.opencv;

import static org.bytedeco.opencv.global.opencv_dnn.DNN_BACKEND_OPENCV;
import static org.bytedeco.opencv.global.opencv_dnn.DNN_TARGET_CPU;
import static org.bytedeco.opencv.global.opencv_dnn.readNetFromONNX;

import dev.assay.backends.worker.OptionWords;
import dev.assay.backends.worker.SystemWords;
import dev.assay.core.backend.Attempt;
import dev.assay.core.backend.Backend;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_dnn.Net;

/** OpenCV's DNN module as a backend, on the CPU. */
public final class OpenCv implements Backend {
  /**
   * Besides plain words: the assertion that there is a layer, and that what it takes from constants
   * only is one.
   */
  private static final SystemWords WORDS =
      new SystemWords(
          "not (yet |currently )?(supported|implemented)|unsupported|not support"
              + "|can't create layer|unknown layer|StsNotImplemented|only .* support"
              + "|\\(bool\\)layer|not found in const blobs|constBlobs\\.count");

  /** How much is optimised. */
  private enum Level {
    PLAIN,
    ALL
  }

  private static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of(
              "opt",
              "plain or all (default): without and with fused layers and Winograd's convolutions",
              "threads",
              "a number (default 1): threads inside a layer"));

  /** Loads the native libraries. */
  public OpenCv() {
    Loader.load(org.bytedeco.opencv.global.opencv_dnn.class);
  }

  @Override
  public String name() {
    return "opencv";
  }

  @Override
  public String version() {
    return opencv_core.getVersionString().getString().replace("\0", ""); // C++ counts the end in
  }

  @Override
  public Map<String, String> options() {
    return KNOWN;
  }

  @Override
  public Optional<String> missing(Map<String, String> options) {
    OptionWords words = OptionWords.of("OpenCV", KNOWN.keySet(), options);
    Level unusedLevel = words.choice("opt", Level.ALL);
    int unusedThreads = words.threads();
    return Optional.empty();
  }

  @Override
  public Outcome run(Trial trial, Map<String, String> options, Consumer<Phase> entered) {
    Attempt attempt = new Attempt(entered);
    try (PointerScope scope = new PointerScope()) {
      OptionWords words = OptionWords.of("OpenCV", KNOWN.keySet(), options);
      opencv_core.setNumThreads(words.threads());
      boolean optimised = words.choice("opt", Level.ALL) == Level.ALL;
      attempt.enter(Phase.COMPILE);
      Graph graph = GraphFromOnnx.of(trial.model());
      Blobs.check(graph);
      Net net = readNetFromONNX(trial.model());
      net.setPreferableBackend(DNN_BACKEND_OPENCV);
      net.setPreferableTarget(DNN_TARGET_CPU);
      net.enableFusion(optimised);
      net.enableWinograd(optimised);
      attempt.enter(Phase.RUN);
      for (Map.Entry<String, Tensor> input : trial.inputs().entrySet()) {
        Mat blob = Blobs.feed(input.getValue());
        net.setInput(blob, input.getKey(), 1, new Scalar());
      }
      LayerOutputs outputs = LayerOutputs.of(net, graph);
      attempt.enter(Phase.READ);
      return attempt.ok(outputs.read());
    } catch (UnsupportedOperationException e) {
      return attempt.failed(Status.UNSUPPORTED, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      String said = SystemWords.clean(String.valueOf(e.getMessage()));
      return attempt.failed(WORDS.status(said), said);
    }
  }
}
