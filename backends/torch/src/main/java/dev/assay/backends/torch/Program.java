package dev.assay.backends.torch;

import dev.assay.backends.torch.TorchOptions.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A script that LibTorch has loaded, and optimised as far as a level says before it first runs. */
final class Program {
  /** Steps that NNC interprets in a second or so. */
  private static final int MOST_INTERPRETED = 1 << 12;

  private final JitModule module;

  private Program(JitModule module) {
    this.module = module;
  }

  /**
   * Loads a script.
   *
   * @param work how many steps it takes; where they are too many for NNC, nothing is fused
   */
  static Program of(Script script, Level level, long work) {
    torch.setGraphExecutorOptimize(level != Level.PLAIN);
    torch.globalContext().setUserEnabledMkldnn(level != Level.PLAIN);
    torch.globalContext().setUserEnabledNNPACK(level != Level.PLAIN);
    Fuser.use(level == Level.NNC && work <= MOST_INTERPRETED);
    JitModule module = load(Archive.of(script));
    module.eval();
    return new Program(
        level == Level.FROZEN ? torch.optimize_for_inference(torch.freeze(module)) : module);
  }

  private static JitModule load(byte[] archive) {
    try {
      Path file = Files.createTempFile("assay-", ".pt");
      try {
        Files.write(file, archive);
        return torch.load(file.toString());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The outputs, of the last of some runs. */
  List<Tensor> run(List<Tensor> inputs, int runs) {
    IValueVector arguments = new IValueVector();
    for (Tensor t : inputs) {
      arguments.push_back(new IValue(t));
    }
    TensorVector outputs = new TensorVector();
    for (int k = 0; k < runs; k++) {
      outputs = module.forward(arguments).toTensorVector();
    }
    return List.of(outputs.get());
  }
}
