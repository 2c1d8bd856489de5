package dev.assay.corpus;

import dev.assay.core.onnx.OnnxFromTensor;
import dev.assay.core.onnx.TensorFromOnnx;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Inputs of a model and, where they are known, its outputs; in the order of the model, each as the
 * bytes of ONNX's {@code TensorProto}.
 */
public record DataSet(List<byte[]> inputFiles, List<byte[]> outputFiles) {
  public DataSet {
    inputFiles = List.copyOf(inputFiles);
    outputFiles = List.copyOf(outputFiles);
  }

  /** The data set of named tensors. */
  public static DataSet of(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    return new DataSet(files(inputs), files(outputs));
  }

  private static List<byte[]> files(Map<String, Tensor> tensors) {
    List<byte[]> files = new ArrayList<>();
    tensors.forEach((name, tensor) -> files.add(OnnxFromTensor.of(name, tensor)));
    return files;
  }

  /**
   * The inputs.
   *
   * @throws IllegalArgumentException if a file holds no tensor
   */
  public List<Tensor> inputs() {
    return inputFiles.stream().map(TensorFromOnnx::of).toList();
  }

  /**
   * The outputs; none where they are not known.
   *
   * @throws IllegalArgumentException if a file holds no tensor
   */
  public List<Tensor> outputs() {
    return outputFiles.stream().map(TensorFromOnnx::of).toList();
  }
}
