package dev.assay.backends.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.assay.core.tensor.DType;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What differs from one release of ONNX Runtime's Java interface to the next, from 1.7.0 on. It is
 * compiled against the newest, so what older ones lack is asked for by name.
 */
final class OrtRelease {
  private OrtRelease() {}

  /** The version, which releases before 1.15 do not say themselves: their jar's name does. */
  static String version(OrtEnvironment environment) {
    try {
      return environment.getVersion();
    } catch (NoSuchMethodError e) {
      return jar().getFileName().toString().replaceFirst("^onnxruntime(?:_gpu)?-(.*)\\.jar$", "$1");
    }
  }

  /** Whether it heeds the names of passes that are to be left out, as from 1.18 on. */
  static boolean leavesOutPasses(String version) {
    return isFrom(1, 18, version);
  }

  /** Whether it runs no model without inputs, as before 1.15. */
  static boolean wantsInputs(String version) {
    return !isFrom(1, 15, version);
  }

  private static boolean isFrom(int major, int minor, String version) {
    int[] numbers =
        Arrays.stream(version.split("\\D+")).limit(2).mapToInt(Integer::parseInt).toArray();
    return Arrays.compare(numbers, new int[] {major, minor}) >= 0;
  }

  /** The jar, or whatever else its classes lie in. */
  static Path jar() {
    try {
      return Path.of(
          OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("ONNX Runtime lies in no file", e);
    }
  }

  /**
   * Its word for an element type, by which bytes become an input; unsigned and half types came
   * late.
   */
  static Optional<OnnxJavaType> javaType(DType type) {
    return Arrays.stream(OnnxJavaType.values())
        .filter(t -> t.name().equals(type.name()))
        .findFirst();
  }

  /** Whether it makes inputs without elements; old releases ask for positive sizes. */
  static boolean feedsEmpty(OrtEnvironment environment) {
    try (OnnxTensor unused =
        OnnxTensor.createTensor(environment, FloatBuffer.allocate(0), new long[] {0})) {
      return true;
    } catch (OrtException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Its level of optimisation of a name. */
  static Optional<OptLevel> level(String name) {
    return Arrays.stream(OptLevel.values()).filter(l -> l.name().equals(name)).findFirst();
  }
}
