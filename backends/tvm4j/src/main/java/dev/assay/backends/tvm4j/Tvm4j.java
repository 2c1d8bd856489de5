package dev.assay.backends.tvm4j;

import dev.assay.core.backend.Attempt;
import dev.assay.core.backend.Backend;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Trial;
import dev.assay.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.tvm.Module;
import org.apache.tvm.NDArray;
import org.apache.tvm.NDArrayBase;

/**
 * TVM 0.18 as a backend: the last release with Relay, compiled and run through TVM4J in this
 * process.
 *
 * <p>The system property {@code assay.tvm4j} names the release's folder in the cache, which holds
 * the package {@code onnx}.
 */
public final class Tvm4j implements Backend {
  private final FrontEnd frontEnd;

  /** Loads the native libraries and starts Python. */
  public Tvm4j() {
    Path release = Path.of(System.getProperty("assay.tvm4j", ""));
    NativeLibraries.load(release);
    frontEnd = new FrontEnd(release.toFile());
  }

  @Override
  public String name() {
    return "tvm4j";
  }

  @Override
  public String version() {
    return frontEnd.version();
  }

  @Override
  public Map<String, String> options() {
    return Tvm4jOptions.KNOWN;
  }

  @Override
  public Optional<String> missing(Map<String, String> options) {
    Tvm4jOptions.of(options);
    return Optional.empty();
  }

  @Override
  public Outcome run(Trial trial, Map<String, String> options, Consumer<Phase> entered) {
    Attempt attempt = new Attempt(entered);
    try {
      return run(attempt, trial, Tvm4jOptions.of(options));
    } catch (RuntimeException e) {
      boolean theirs = e instanceof FrontEnd.RefusalException;
      Tvm4jMessage said = Tvm4jMessage.of(theirs ? String.valueOf(e.getMessage()) : e.toString());
      return attempt.failed(said.status(), said.text());
    }
  }

  private Outcome run(Attempt attempt, Trial trial, Tvm4jOptions options) {
    attempt.enter(Phase.COMPILE);
    Module executor = frontEnd.compile(trial.model(), trial.inputs(), options);
    try {
      attempt.enter(Phase.RUN);
      trial.inputs().forEach((name, tensor) -> give(executor, name, tensor));
      executor.getFunction("run").invoke();
      attempt.enter(Phase.READ);
      return attempt.ok(outputs(executor));
    } finally {
      executor.release();
    }
  }

  private static void give(Module executor, String name, Tensor tensor) {
    NDArray array = Tvm4jTensors.of(tensor);
    try {
      executor.getFunction("set_input").pushArg(name).pushArg(array).invoke();
    } finally {
      array.release();
    }
  }

  private List<Tensor> outputs(Module executor) {
    long count = executor.getFunction("get_num_outputs").invoke().asLong();
    List<Tensor> outputs = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      NDArrayBase output = executor.getFunction("get_output").pushArg(k).invoke().asNDArray();
      try {
        outputs.add(Tvm4jTensors.read(output, frontEnd.output(executor, k)));
      } finally {
        output.release();
      }
    }
    return outputs;
  }
}
