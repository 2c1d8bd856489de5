package dev.assay.backends.torch;

import dev.assay.backends.torch.TorchOptions.Level;
import dev.assay.backends.torch.TorchOptions.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
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
  private final Device device;

  private Program(JitModule module, Device device) {
    this.module = module;
    this.device = device;
  }

  /**
   * Loads a script.
   *
   * @param work how many steps it takes; where they are too many for NNC, nothing is fused
   */
  static Program of(Script script, TorchOptions options, long work) {
    Level level = options.level();
    use(level);
    Fuser.use(level == Level.NNC && work <= MOST_INTERPRETED);
    keepPrecision();
    Device device = new Device(options.provider() == Provider.CUDA ? "cuda" : "cpu");
    JitModule module = load(Archive.of(script), device);
    module.eval();
    return new Program(
        level == Level.FROZEN ? torch.optimize_for_inference(torch.freeze(module)) : module,
        device);
  }

  /** Says for all that runs from now on which of the process's own switches a level has on. */
  static void use(Level level) {
    torch.setGraphExecutorOptimize(level != Level.PLAIN);
    torch.globalContext().setUserEnabledMkldnn(level != Level.PLAIN);
    torch.globalContext().setUserEnabledNNPACK(level != Level.PLAIN);
  }

  /** Kernels of GPUs multiply in the type of their operands, and add in float32 at least. */
  private static void keepPrecision() {
    torch.globalContext().setAllowTF32CuBLAS(false);
    torch.globalContext().setAllowTF32CuDNN(false);
    torch.globalContext().setAllowFP16ReductionCuBLAS(false);
    torch.globalContext().setAllowBF16ReductionCuBLAS(false);
  }

  private static JitModule load(byte[] archive, Device device) {
    try {
      Path file = Files.createTempFile("assay-", ".pt");
      try {
        Files.write(file, archive);
        return torch.load(file.toString(), new DeviceOptional(device), true);
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
      arguments.push_back(new IValue(t.to(device, t.scalar_type())));
    }
    TensorVector outputs = new TensorVector();
    for (int k = 0; k < runs; k++) {
      outputs = module.forward(arguments).toTensorVector();
    }
    return List.of(outputs.get());
  }
}
