package dev.assay.backends.torch;

import dev.assay.backends.emitter.EmittedTrial;
import dev.assay.core.backend.Backend;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Trial;
import dev.assay.core.onnx.Schema;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** LibTorch as a backend. A model reaches it as the text of TorchScript. */
public final class Torch implements Backend {
  private static final Pattern VERSION = Pattern.compile("TORCH_VERSION=([^,\\s]+)");

  private final Aten aten;
  private final NativeKernels kernels;

  /** Loads the native libraries. */
  public Torch() {
    torch.set_num_threads(1);
    aten = Aten.read();
    kernels = new NativeKernels(aten);
  }

  @Override
  public String name() {
    return "torch";
  }

  @Override
  public String version() {
    Matcher said = VERSION.matcher(torch.show_config().getString());
    return said.find() ? said.group(1) : "unknown";
  }

  @Override
  public Map<String, String> options() {
    return TorchOptions.KNOWN;
  }

  @Override
  public Optional<String> missing(Map<String, String> options) {
    return TorchOptions.of(options).missing();
  }

  @Override
  public List<Schema> schemas() {
    return NativeSchemas.of(aten);
  }

  @Override
  public Outcome run(Trial trial, Map<String, String> options, Consumer<Phase> entered) {
    try (PointerScope scope = new PointerScope()) {
      return EmittedTrial.run(
          trial,
          entered,
          kernels,
          TorchMessage::of,
          (reading, next) -> outputs(reading, TorchOptions.of(options), next));
    }
  }

  private List<Tensor> outputs(
      GraphReading reading, TorchOptions options, Consumer<Phase> entered) {
    if (options.level() == TorchOptions.Level.EAGER) {
      entered.accept(Phase.RUN);
      return EmittedTrial.ofKernels(reading, Aten.DOMAIN);
    }
    torch.set_num_threads(options.threads());
    Program program = Program.of(TorchScript.of(reading, aten), options, reading.work());
    List<Tensor> feeds =
        reading.graph().feeds().stream().map(v -> reading.value(v.name())).toList();
    entered.accept(Phase.RUN);
    var outputs = program.run(feeds.stream().map(TorchTensors::feed).toList(), options.runs());
    entered.accept(Phase.READ);
    return outputs.stream().map(TorchTensors::read).toList();
  }
}
