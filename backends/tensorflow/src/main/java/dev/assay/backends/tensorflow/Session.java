package dev.assay.backends.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.*;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_ImportGraphDefOptions;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;

/** A session of TensorFlow on one graph, through its C interface. */
final class Session implements AutoCloseable {
  private final TF_Status status = TF_NewStatus();
  private final TF_Graph graph = TF_NewGraph();
  private final TF_Session session;

  private Session(GraphDef definition, ConfigProto configuration) throws TensorFlowException {
    read(definition, graph, status);
    byte[] settings = configuration.toByteArray();
    TF_SessionOptions options = TF_NewSessionOptions();
    try (BytePointer pointer = new BytePointer(settings)) {
      TF_SetConfig(options, pointer, settings.length, status);
      check();
      session = TF_NewSession(graph, options, status);
    } finally {
      TF_DeleteSessionOptions(options);
    }
    check();
  }

  static Session of(GraphDef definition, ConfigProto configuration) throws TensorFlowException {
    return new Session(definition, configuration);
  }

  /** Reads a graph and runs nothing: TensorFlow looks at types and shapes, as far as it can. */
  static void check(GraphDef definition) throws TensorFlowException {
    TF_Status status = TF_NewStatus();
    TF_Graph graph = TF_NewGraph();
    try {
      read(definition, graph, status);
    } finally {
      TF_DeleteGraph(graph);
      TF_DeleteStatus(status);
    }
  }

  private static void read(GraphDef definition, TF_Graph into, TF_Status status)
      throws TensorFlowException {
    byte[] bytes = definition.toByteArray();
    try (BytePointer pointer = new BytePointer(bytes)) {
      TF_Buffer buffer = TF_NewBufferFromString(pointer, bytes.length);
      TF_ImportGraphDefOptions options = TF_NewImportGraphDefOptions();
      TF_GraphImportGraphDef(into, buffer, options, status);
      TF_DeleteImportGraphDefOptions(options);
      TF_DeleteBuffer(buffer);
    }
    TensorFlowException.check(status);
  }

  private void check() throws TensorFlowException {
    TensorFlowException.check(status);
  }

  /**
   * Runs the graph.
   *
   * @param names the nodes that are fed
   * @param outputs the tensors that are fetched, and their types
   */
  List<Tensor> run(List<String> names, List<Tensor> fed, List<String> outputs, List<DType> types)
      throws TensorFlowException {
    try (TF_Output from = places(names);
        TF_Output to = places(outputs);
        PointerPointer<TF_Tensor> given = new PointerPointer<>(Math.max(1, fed.size()));
        PointerPointer<TF_Tensor> got = new PointerPointer<>(Math.max(1, outputs.size()))) {
      for (int k = 0; k < fed.size(); k++) {
        given.put(k, TensorFlowTensors.feed(fed.get(k)));
      }
      TF_SessionRun(
          session,
          null,
          from,
          given,
          fed.size(),
          to,
          got,
          outputs.size(),
          new PointerPointer<>((Pointer) null),
          0,
          null,
          status);
      for (int k = 0; k < fed.size(); k++) {
        TF_DeleteTensor(given.get(TF_Tensor.class, k));
      }
      check();
      List<Tensor> results = new ArrayList<>();
      for (int k = 0; k < outputs.size(); k++) {
        results.add(TensorFlowTensors.read(got.get(TF_Tensor.class, k), types.get(k)));
      }
      return results;
    }
  }

  /** What it runs on. */
  List<String> devices() throws TensorFlowException {
    TF_DeviceList list = TF_SessionListDevices(session, status);
    check();
    List<String> names = new ArrayList<>();
    for (int k = 0; k < TF_DeviceListCount(list); k++) {
      names.add(TF_DeviceListName(list, k, status).getString());
    }
    TF_DeleteDeviceList(list);
    return names;
  }

  private TF_Output places(List<String> tensors) {
    TF_Output places = new TF_Output(Math.max(1, tensors.size()));
    for (int k = 0; k < tensors.size(); k++) {
      String[] parts = tensors.get(k).split(":");
      TF_Operation operation = TF_GraphOperationByName(graph, parts[0]);
      places.position(k).oper(operation).index(parts.length == 1 ? 0 : Integer.parseInt(parts[1]));
    }
    return places.position(0);
  }

  @Override
  public void close() {
    TF_CloseSession(session, status);
    TF_DeleteSession(session, status);
    TF_DeleteGraph(graph);
    TF_DeleteStatus(status);
  }
}
