package dev.assay.corpus;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.DatumFromOnnx;
import dev.assay.core.onnx.OnnxFromDatum;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inputs of a model and, where they are known, its outputs; in the order of the model, each as the
 * bytes of ONNX's {@code TensorProto}, {@code SequenceProto} or {@code OptionalProto}.
 */
public record DataSet(List<byte[]> inputFiles, List<byte[]> outputFiles) {
  public DataSet {
    inputFiles = List.copyOf(inputFiles);
    outputFiles = List.copyOf(outputFiles);
  }

  /** The data set of named data. */
  public static DataSet of(
      Map<String, ? extends Datum> inputs, Map<String, ? extends Datum> outputs) {
    return new DataSet(files(inputs), files(outputs));
  }

  private static List<byte[]> files(Map<String, ? extends Datum> data) {
    List<byte[]> files = new ArrayList<>();
    data.forEach((name, datum) -> files.add(OnnxFromDatum.of(name, datum)));
    return files;
  }

  /**
   * The inputs.
   *
   * @param values of the model, one for each file or more: they say of what kind its datum is
   * @throws IllegalArgumentException if a file holds no such datum
   */
  public List<Datum> inputs(List<Value> values) {
    return data(inputFiles, values);
  }

  /**
   * The inputs by the names that a model has for them: those that a caller must give, or all where
   * there are as many files.
   *
   * @throws IllegalArgumentException if they do not fit the model
   */
  public Map<String, Datum> inputs(Graph graph) {
    int given = inputFiles.size();
    List<Value> wanted = given > graph.feeds().size() ? graph.inputs() : graph.feeds();
    if (given != wanted.size()) {
      throw new IllegalArgumentException(
          "the inputs of a test case do not fit its model\n  required : "
              + wanted.stream().map(Value::name).toList()
              + "\n  but      : "
              + given
              + " files");
    }
    List<Datum> list = inputs(wanted);
    Map<String, Datum> inputs = new LinkedHashMap<>();
    for (int k = 0; k < given; k++) {
      inputs.put(wanted.get(k).name(), list.get(k));
    }
    return inputs;
  }

  /**
   * The outputs; none where they are not known.
   *
   * @param values of the model, one for each file or more
   * @throws IllegalArgumentException if a file holds no such datum
   */
  public List<Datum> outputs(List<Value> values) {
    return data(outputFiles, values);
  }

  /**
   * The inputs, all of them tensors, by the names that their files hold.
   *
   * @throws IllegalArgumentException if a file holds no tensor
   */
  public Map<String, Tensor> named() {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (byte[] file : inputFiles) {
      Map.Entry<String, Tensor> one = DatumFromOnnx.named(file);
      named.put(one.getKey(), one.getValue());
    }
    return named;
  }

  private static List<Datum> data(List<byte[]> files, List<Value> values) {
    if (files.size() > values.size()) {
      throw new IllegalArgumentException(
          "the data of a test case do not fit its model\n  required : at most "
              + values.stream().map(Value::name).toList()
              + "\n  but      : "
              + files.size()
              + " files");
    }
    List<Datum> data = new ArrayList<>();
    for (int k = 0; k < files.size(); k++) {
      data.add(DatumFromOnnx.of(files.get(k), values.get(k).type()));
    }
    return data;
  }
}
