package dev.assay.backends.tvm4j;

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
    Attempt attempt = new Attempt(entered, System.nanoTime());
    try {
      return attempt.on(trial, Tvm4jOptions.of(options));
    } catch (RuntimeException e) {
      return attempt.failed(e);
    }
  }

  /** One trial, and how far it has come. */
  private final class Attempt {
    private final Consumer<Phase> entered;
    private final long start;
    private Phase phase = Phase.START;

    Attempt(Consumer<Phase> entered, long start) {
      this.entered = entered;
      this.start = start;
    }

    Outcome on(Trial trial, Tvm4jOptions options) {
      enter(Phase.COMPILE);
      Module executor = frontEnd.compile(trial.model(), trial.inputs(), options);
      try {
        enter(Phase.RUN);
        trial.inputs().forEach((name, tensor) -> give(executor, name, tensor));
        executor.getFunction("run").invoke();
        enter(Phase.READ);
        return Outcome.ok(outputs(executor), System.nanoTime() - start);
      } finally {
        executor.release();
      }
    }

    private void enter(Phase next) {
      phase = next;
      entered.accept(next);
    }

    Outcome failed(RuntimeException e) {
      boolean theirs = e instanceof FrontEnd.RefusalException;
      Tvm4jMessage said = Tvm4jMessage.of(theirs ? String.valueOf(e.getMessage()) : e.toString());
      return Outcome.failed(said.status(), phase, said.text(), System.nanoTime() - start);
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
