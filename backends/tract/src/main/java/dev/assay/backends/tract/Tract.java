package dev.assay.backends.tract;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.assay.backends.foreign.ForeignCalls;
import dev.assay.backends.foreign.ForeignException;
import dev.assay.backends.foreign.ForeignLibrary;
import dev.assay.backends.worker.OptionWords;
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

/**
 * tract as a backend. Its C interface always declutters and optimises what it runs, so there is no
 * unoptimised level.
 */
public final class Tract implements Backend {
  private static final SystemWords WORDS =
      new SystemWords(
          "unimplemented|not implemented|unsupported|not supported|does not support"
              + "|unknown datumtype|unknown onnx tensorproto"
              // what must be known when a model is compiled
              + "|(be|not|expect|only if \\w+ is|need \\w+ to be|as) (a )?const|be a known"
              + "|to be determined|input is variable|can not be typed|has no type"
              + "|neither sizes nor scales makes sense");

  /** How much is optimised. */
  private enum Level {
    ALL,
    TRANSFORMERS
  }

  private static final Map<String, String> KNOWN =
      Map.of(
          "opt",
          "all (default) or transformers: as always, or after the parts of transformers are looked"
              + " for too");

  private final ForeignLibrary library;
  private final ForeignCalls life;
  private final Pointer onnx;

  /** Loads the library. */
  public Tract() {
    library = ForeignLibrary.open("assay.tract", "(lib)?tract.*\\.(so|dylib|dll|pyd)");
    life = calls();
    try {
      onnx = life.make("tract_onnx_destroy", "tract_onnx_create");
    } catch (ForeignException e) {
      throw new IllegalStateException("tract does not start: " + e.getMessage(), e);
    }
  }

  private ForeignCalls calls() {
    return new ForeignCalls(
        library,
        status -> library.text("tract_get_last_error"),
        (f, place) -> library.call(f, place));
  }

  @Override
  public String name() {
    return "tract";
  }

  @Override
  public String version() {
    return library.text("tract_version");
  }

  @Override
  public Map<String, String> options() {
    return KNOWN;
  }

  @Override
  public Optional<String> missing(Map<String, String> options) {
    Level unused = level(options);
    return Optional.empty();
  }

  private static Level level(Map<String, String> options) {
    return OptionWords.of("tract", KNOWN.keySet(), options).choice("opt", Level.ALL);
  }

  @Override
  public Outcome run(Trial trial, Map<String, String> options, Consumer<Phase> entered) {
    Attempt attempt = new Attempt(entered);
    try (ForeignCalls calls = calls()) {
      attempt.enter(Phase.COMPILE);
      Level level = level(options);
      PointerByReference loaded = calls.made("tract_inference_model_destroy");
      calls.call(
          "tract_onnx_load_buffer",
          onnx,
          calls.memory(trial.model()),
          (long) trial.model().length,
          loaded);
      List<String> names = inputNames(calls, loaded.getValue());
      PointerByReference model = calls.made("tract_model_destroy");
      calls.call("tract_inference_model_into_model", loaded, model);
      if (level == Level.TRANSFORMERS) {
        calls.call("tract_model_transform", model.getValue(), "transformers_detect_all");
      }
      Pointer runnable = calls.make("tract_runnable_release", "tract_model_into_runnable", model);
      attempt.enter(Phase.RUN);
      Memory inputs = calls.memory(new int[names.size()]);
      for (int k = 0; k < names.size(); k++) {
        Tensor input = trial.inputs().get(names.get(k));
        if (input == null) {
          throw new IllegalArgumentException("tract asks for an input " + names.get(k));
        }
        inputs.setPointer((long) Native.POINTER_SIZE * k, TractTensors.feed(calls, input));
      }
      int count = outputCount(calls, runnable);
      Memory outputs = calls.memory(new int[count]);
      calls.call("tract_runnable_run", runnable, inputs, outputs);
      attempt.enter(Phase.READ);
      return attempt.ok(TractTensors.read(calls, outputs, count));
    } catch (ForeignException e) {
      String said = SystemWords.clean(String.valueOf(e.getMessage()));
      return attempt.failed(WORDS.status(said), said);
    } catch (UnsupportedOperationException e) {
      return attempt.failed(Status.UNSUPPORTED, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return attempt.failed(Status.ERROR, String.valueOf(e.getMessage()));
    }
  }

  private static int outputCount(ForeignCalls calls, Pointer runnable) throws ForeignException {
    LongByReference count = new LongByReference();
    calls.call("tract_runnable_output_count", runnable, count);
    return Math.toIntExact(count.getValue());
  }

  private List<String> inputNames(ForeignCalls calls, Pointer model) throws ForeignException {
    LongByReference count = new LongByReference();
    calls.call("tract_inference_model_input_count", model, count);
    List<String> names = new ArrayList<>();
    for (long k = 0; k < count.getValue(); k++) {
      PointerByReference name = new PointerByReference();
      calls.call("tract_inference_model_input_name", model, k, name);
      names.add(name.getValue().getString(0, "UTF-8"));
      library.call("tract_free_cstring", name.getValue());
    }
    return names;
  }
}
