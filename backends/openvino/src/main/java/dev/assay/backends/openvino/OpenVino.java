package dev.assay.backends.openvino;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.assay.backends.foreign.ForeignCalls;
import dev.assay.backends.foreign.ForeignException;
import dev.assay.backends.foreign.ForeignLibrary;
import dev.assay.backends.worker.SystemWords;
import dev.assay.core.backend.Attempt;
import dev.assay.core.backend.Backend;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** OpenVINO's CPU plugin as a backend. */
public final class OpenVino implements Backend {
  private static final SystemWords WORDS =
      new SystemWords(
          "not (yet |currently )?(supported|implemented|convertible)|unsupported|doesn't support"
              + "|does not support|not supported|No operator|OpConversionFailure|unknown operator");

  private final ForeignLibrary library;
  private final ForeignCalls life;
  private final Pointer core;
  private final String version;
  private final OpenVinoTensors tensors;

  /** Loads the library. */
  public OpenVino() {
    library =
        ForeignLibrary.open("assay.openvino", "libopenvino_c\\.(so.*|dylib)|openvino_c\\.dll");
    life = calls();
    try {
      core = life.make("ov_core_free", "ov_core_create");
      Memory said = life.memory(new byte[2 * Long.BYTES]);
      life.call("ov_get_openvino_version", said);
      version = said.getPointer(0).getString(0).replaceFirst("-.*", "");
      library.call("ov_version_free", said);
      tensors = new OpenVinoTensors(core, this::calls);
    } catch (ForeignException e) {
      throw new IllegalStateException("OpenVINO does not start: " + e.getMessage(), e);
    }
  }

  private ForeignCalls calls() {
    return new ForeignCalls(
        library,
        status ->
            status > OpenVinoTensors.INVALID_ARGUMENT
                ? library.text("ov_get_last_err_msg")
                : library.text("ov_get_error_info", status), // the other is of an earlier call
        (function, place) -> library.call(function, place.getValue()));
  }

  @Override
  public String name() {
    return "openvino";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Map<String, String> options() {
    return OpenVinoOptions.KNOWN;
  }

  @Override
  public Optional<String> missing(Map<String, String> options) {
    OpenVinoOptions unused = OpenVinoOptions.of(options);
    return Optional.empty();
  }

  @Override
  public Outcome run(Trial trial, Map<String, String> options, Consumer<Phase> entered) {
    Attempt attempt = new Attempt(entered);
    try (ForeignCalls calls = calls()) {
      attempt.enter(Phase.COMPILE);
      Narrowing.check(trial);
      Pointer model = tensors.model(calls, trial.model());
      List<Tensor> feeds = feeds(inputNames(calls, model), trial.inputs());
      PointerByReference compiled = calls.made("ov_compiled_model_free");
      calls.call(
          "ov_core_compile_model", OpenVinoOptions.of(options).arguments(core, model, compiled));
      attempt.enter(Phase.RUN);
      Pointer request =
          calls.make(
              "ov_infer_request_free",
              "ov_compiled_model_create_infer_request",
              compiled.getValue());
      for (int k = 0; k < feeds.size(); k++) {
        Pointer tensor = tensors.feed(calls, feeds.get(k));
        calls.call("ov_infer_request_set_input_tensor_by_index", request, (long) k, tensor);
      }
      calls.call("ov_infer_request_infer", request);
      attempt.enter(Phase.READ);
      LongByReference count = new LongByReference();
      calls.call("ov_compiled_model_outputs_size", compiled.getValue(), count);
      List<Tensor> outputs = new ArrayList<>();
      for (long k = 0; k < count.getValue(); k++) {
        outputs.add(
            tensors.read(
                calls,
                calls.make(
                    "ov_tensor_free", "ov_infer_request_get_output_tensor_by_index", request, k)));
      }
      return attempt.ok(outputs);
    } catch (ForeignException e) {
      String said = SystemWords.clean(String.valueOf(e.getMessage()));
      return attempt.failed(WORDS.status(said), said);
    } catch (UnsupportedOperationException e) {
      return attempt.failed(Status.UNSUPPORTED, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return attempt.failed(Status.ERROR, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The tensor of each input. One that goes through a Dropout has the name of that node's output;
   * it takes the first tensor that no input is named after.
   */
  private static List<Tensor> feeds(List<String> names, Map<String, Tensor> inputs) {
    List<Tensor> others = new ArrayList<>();
    inputs.forEach(
        (name, tensor) -> {
          if (!names.contains(name)) {
            others.add(tensor);
          }
        });
    List<Tensor> feeds = new ArrayList<>();
    for (String name : names) {
      Tensor named = inputs.get(name);
      if (named == null && others.isEmpty()) {
        throw new IllegalArgumentException("OpenVINO asks for an input " + name);
      }
      feeds.add(named == null ? others.remove(0) : named);
    }
    return feeds;
  }

  /** The inputs as the model was read: those that nothing uses are not among them. */
  private List<String> inputNames(ForeignCalls calls, Pointer model) throws ForeignException {
    LongByReference count = new LongByReference();
    calls.call("ov_model_inputs_size", model, count);
    List<String> names = new ArrayList<>();
    for (long k = 0; k < count.getValue(); k++) {
      Pointer port =
          calls.make("ov_output_const_port_free", "ov_model_const_input_by_index", model, k);
      names.add(calls.make("ov_free", "ov_port_get_any_name", port).getString(0, "UTF-8"));
    }
    return names;
  }
}
