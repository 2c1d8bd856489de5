package dev.assay.backends.torch;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * The switches of NNC, LibTorch's fuser of tensor expressions, which its Java interface leaves out.
 *
 * <p>They are functions of C++ with mangled names, so a release may lack them. This LibTorch has no
 * code generator of LLVM's: what is fused is interpreted.
 */
final class Fuser {
  private static final String[] SWITCHES = {
    "_ZN5torch3jit25setTensorExprFuserEnabledEb",
    "_ZN5torch3jit20overrideCanFuseOnCPUEb",
    "_ZN5torch3jit25setTexprReductionsEnabledEb",
  };

  /**
   * Gives the address of a truth value: that code of LLVM's must be made, or there is no fusion.
   */
  private static final String NEEDS_LLVM = "_ZN5torch3jit10tensorexpr21getTEMustUseLLVMOnCPUEv";

  private Fuser() {}

  /** Why it cannot be switched; empty when it can. */
  static Optional<String> missing() {
    try {
      NativeLibrary library = library();
      for (String name : SWITCHES) {
        library.getFunction(name);
      }
      library.getFunction(NEEDS_LLVM);
      return Optional.empty();
    } catch (UnsatisfiedLinkError e) {
      return Optional.of(
          "this LibTorch does not show the switches of its fuser"
              + "\n  required : functions of C++, by their mangled names\n  but      : "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "\n  way out  : opt=profiling, or a release such as 2.10.0-1.5.13");
    }
  }

  /** Switches it for all programs that are compiled from now on; nothing where it is missing. */
  static void use(boolean on) {
    if (!on && missing().isPresent()) {
      return;
    }
    NativeLibrary library = library();
    for (String name : SWITCHES) {
      library.getFunction(name).invokeVoid(new Object[] {on ? 1 : 0});
    }
    Function needsLlvm = library.getFunction(NEEDS_LLVM);
    ((Pointer) needsLlvm.invoke(Pointer.class, new Object[0])).setByte(0, (byte) (on ? 0 : 1));
  }

  private static NativeLibrary library() {
    Path ours = Path.of(Loader.load(torch.class));
    return NativeLibrary.getInstance(ours.resolveSibling("libtorch_cpu.so").toString());
  }
}
