package dev.assay.backends.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.assay.backends.worker.SystemWords;
import dev.assay.core.backend.Attempt;
import dev.assay.core.backend.Backend;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * ONNX Runtime as a backend.
 *
 * <p>Inputs of a type that its Java interface cannot make (unsigned integers of 16 bits and more,
 * floats of 8 bits and less, integers of 4 bits and less; in old releases more) are given as the
 * defaults of inputs inside the model. Outputs that it cannot read (integers of 4 bits and less,
 * float8e8m0) are cast to float32 by one more node.
 */
public final class OnnxRuntime implements Backend {
  private final OrtEnvironment environment;

  /** Loads the native libraries. */
  public OnnxRuntime() {
    NativeLibraries.prepare();
    environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "assay");
  }

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public String version() {
    return OrtRelease.version(environment);
  }

  @Override
  public Map<String, String> options() {
    return OrtOptions.KNOWN;
  }

  @Override
  public Optional<String> missing(Map<String, String> options) {
    return OrtOptions.of(options).missing(environment);
  }

  @Override
  public Map<String, String> passes(Trial trial, Map<String, String> options) {
    return OrtPasses.of(environment, trial.model(), OrtOptions.of(options));
  }

  @Override
  public Outcome run(Trial trial, Map<String, String> options, Consumer<Phase> entered) {
    Attempt attempt = new Attempt(entered);
    Map<String, OnnxTensor> feeds = new HashMap<>();
    try {
      Map<String, Tensor> defaults = new LinkedHashMap<>();
      for (Map.Entry<String, Tensor> input : trial.inputs().entrySet()) {
        if (OrtTensors.canFeed(environment, input.getValue())) {
          feeds.put(input.getKey(), OrtTensors.feed(environment, input.getValue()));
        } else {
          defaults.put(input.getKey(), input.getValue());
        }
      }
      Map<String, DType> narrow = ModelBytes.outputTypes(trial.model());
      narrow.values().removeIf(OrtTensors::canRead);
      byte[] model = ModelBytes.with(trial.model(), defaults, narrow.keySet());
      if (feeds.isEmpty() && OrtRelease.wantsInputs(version())) {
        model = ModelBytes.withIdleInput(model);
        feeds.put(
            ModelBytes.IDLE,
            OrtTensors.feed(environment, Tensor.of(DType.FLOAT32, new int[] {1}, 0.0)));
      }
      return run(attempt, model, feeds, narrow, OrtOptions.of(options));
    } catch (OrtException e) {
      OrtMessage said = OrtMessage.of(e);
      return attempt.failed(said.status(), said.text());
    } catch (UnsupportedOperationException e) {
      return attempt.failed(Status.UNSUPPORTED, e.toString());
    } catch (RuntimeException e) {
      return attempt.failed(Status.ERROR, SystemWords.clean(e.toString()));
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  private Outcome run(
      Attempt attempt,
      byte[] model,
      Map<String, OnnxTensor> feeds,
      Map<String, DType> narrow,
      OrtOptions options)
      throws OrtException {
    attempt.enter(Phase.COMPILE);
    try (SessionOptions sessionOptions = options.open();
        OrtSession session = environment.createSession(model, sessionOptions)) {
      attempt.enter(Phase.RUN);
      try (OrtSession.Result result = session.run(feeds)) {
        attempt.enter(Phase.READ);
        List<Tensor> outputs = new ArrayList<>();
        for (Map.Entry<String, OnnxValue> output : result) {
          if (!ModelBytes.isWide(output.getKey())) {
            outputs.add(read(output.getKey(), output.getValue(), narrow, result));
          }
        }
        return attempt.ok(outputs);
      }
    }
  }

  private static Tensor read(
      String name, OnnxValue value, Map<String, DType> narrow, OrtSession.Result result)
      throws OrtException {
    DType type = narrow.get(name);
    if (type == null) {
      return OrtTensors.read(name, value);
    }
    String wide = ModelBytes.wide(name);
    return OrtTensors.narrow(type, OrtTensors.read(wide, result.get(wide).orElseThrow()));
  }
}
