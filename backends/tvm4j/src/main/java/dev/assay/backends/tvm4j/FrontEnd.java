package dev.assay.backends.tvm4j;

import static org.bytedeco.cpython.global.python.PyRun_SimpleString;
import static org.bytedeco.cpython.global.python.Py_Initialize;

import dev.assay.core.tensor.Tensor;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.tvm.ArgTypeCode;
import org.apache.tvm.Function;
import org.apache.tvm.Module;
import org.apache.tvm.TVMValue;

/**
 * TVM's ONNX front end and its compiler. Both are Python programs: an interpreter inside this
 * process runs them, and TVM4J calls them.
 */
final class FrontEnd {
  private static final String PROGRAM = "front_end.py";

  private final Function compile;
  private final Function output;

  /**
   * Starts the interpreter. It belongs to the thread that does so.
   *
   * @param packages the folder with the package {@code onnx}
   */
  FrontEnd(File packages) {
    try (InputStream program = FrontEnd.class.getResourceAsStream(PROGRAM)) {
      if (program == null) {
        throw new IllegalStateException(PROGRAM + " is not in the jar");
      }
      File[] theirs = org.bytedeco.tvm.presets.tvm.cachePackages();
      File[] all = Arrays.copyOf(theirs, theirs.length + 1);
      all[theirs.length] = packages;
      Py_Initialize(all);
      if (PyRun_SimpleString(new String(program.readAllBytes(), StandardCharsets.UTF_8)) != 0) {
        throw new IllegalStateException(PROGRAM + " failed, as Python says above");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    compile = Function.getFunction("assay.compile");
    output = Function.getFunction("assay.output");
  }

  String version() {
    return Function.getFunction("assay.version").invoke().asString();
  }

  /**
   * An executor of a model that has been compiled for its inputs.
   *
   * @throws RefusalException if TVM does not compile it
   */
  Module compile(byte[] model, Map<String, Tensor> inputs, Tvm4jOptions options) {
    compile
        .pushArg(model)
        .pushArg(options.level())
        .pushArg(options.executor())
        .pushArg(options.disabled());
    inputs.forEach((name, tensor) -> compile.pushArg(name).pushArg(row(tensor.shape())));
    TVMValue result = compile.invoke();
    if (result.typeCode == ArgTypeCode.MODULE_HANDLE) {
      return result.asModule();
    }
    throw new RefusalException(result.asString());
  }

  private static String row(int[] sizes) {
    return Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }

  /** The element type and the sizes of an output, one word each. */
  String[] output(Module executor, int index) {
    return output.pushArg(executor).pushArg(index).invoke().asString().split(" ");
  }

  /** TVM's word on a model that it does not compile. */
  static final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusalException(String words) {
      super(words);
    }
  }
}
