package dev.assay.backends.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.*;

import dev.assay.backends.emitter.KernelException;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.Kernels;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TFE_ContextOptions;
import org.tensorflow.internal.c_api.TFE_Op;
import org.tensorflow.internal.c_api.TFE_TensorHandle;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.proto.NodeDef;

/**
 * TensorFlow's operators, each called by itself. Where a graph with the node in it would be refused
 * for its shapes, the call is: kernels alone look at less.
 */
final class NativeKernels {
  private static final int CALLS_OF_CACHE = 2000;
  private static final int MOST_OUTPUTS = 64;

  private final Registry registry;
  private final TF_Status status = TF_NewStatus();
  private final TFE_Context context;
  private int calls;

  NativeKernels(Registry registry) {
    this.registry = registry;
    try {
      context = context();
    } catch (TensorFlowException e) {
      throw new KernelException(e);
    }
  }

  private TFE_Context context() throws TensorFlowException {
    byte[] settings = Level.PLAIN.configuration(0, List.of()).toByteArray();
    TFE_ContextOptions options = TFE_NewContextOptions();
    try (BytePointer pointer = new BytePointer(settings)) {
      TFE_ContextOptionsSetConfig(options, pointer, settings.length, status);
      check();
      TFE_Context made = TFE_NewContext(options, status);
      check();
      return made;
    } finally {
      TFE_DeleteContextOptions(options);
    }
  }

  private void check() throws TensorFlowException {
    TensorFlowException.check(status);
  }

  /** See {@link Kernels#results}. */
  Optional<List<Tensor>> results(Node node, List<@Nullable Tensor> inputs) {
    List<Tensor> given = inputs.stream().map(Objects::requireNonNull).toList();
    List<DType> types = given.stream().map(Tensor::type).toList();
    NodeDef definition = NativeNode.of(registry.get(node.operator()), node, types);
    try {
      checkShapes(definition, given);
      return Optional.of(call(definition, given, node.outputs().size()));
    } catch (TensorFlowException e) {
      throw new KernelException(e);
    }
  }

  private static void checkShapes(NodeDef definition, List<Tensor> inputs)
      throws TensorFlowException {
    TensorFlowGraph graph = new TensorFlowGraph();
    NodeDef.Builder node = definition.toBuilder();
    inputs.forEach(t -> node.addInput(graph.constant(t)));
    graph.add(node.build());
    Session.check(graph.graph());
  }

  private List<Tensor> call(NodeDef definition, List<Tensor> inputs, int outputs)
      throws TensorFlowException {
    if (++calls % CALLS_OF_CACHE == 0) {
      TFE_ContextClearCaches(context);
    }
    TFE_Op operation = TFE_NewOp(context, definition.getOp(), status);
    check();
    try {
      for (Tensor t : inputs) {
        add(operation, t);
      }
      for (var a : definition.getAttrMap().entrySet()) {
        byte[] value = a.getValue().toByteArray();
        try (BytePointer pointer = new BytePointer(value)) {
          TFE_OpSetAttrValueProto(operation, a.getKey(), pointer, value.length, status);
        }
        check();
      }
      return execute(operation, outputs);
    } finally {
      TFE_DeleteOp(operation);
    }
  }

  private void add(TFE_Op operation, Tensor input) throws TensorFlowException {
    TF_Tensor tensor = TensorFlowTensors.feed(input);
    TFE_TensorHandle handle = TFE_NewTensorHandle(tensor, status);
    TF_DeleteTensor(tensor);
    check();
    TFE_OpAddInput(operation, handle, status);
    TFE_DeleteTensorHandle(handle);
    check();
  }

  private List<Tensor> execute(TFE_Op operation, int asked) throws TensorFlowException {
    int room = Math.max(asked, MOST_OUTPUTS);
    try (PointerPointer<TFE_TensorHandle> got = new PointerPointer<>(room);
        IntPointer count = new IntPointer(1)) {
      count.put(room);
      TFE_Execute(operation, got, count, status);
      check();
      List<Tensor> results = new ArrayList<>();
      try {
        for (int k = 0; k < Math.min(asked, count.get()); k++) {
          TF_Tensor tensor = TFE_TensorHandleResolve(got.get(TFE_TensorHandle.class, k), status);
          check();
          results.add(TensorFlowTensors.read(tensor));
        }
      } finally {
        for (int k = 0; k < count.get(); k++) {
          TFE_DeleteTensorHandle(got.get(TFE_TensorHandle.class, k));
        }
      }
      if (results.size() < asked) {
        throw new IllegalArgumentException("the operator has " + results.size() + " outputs");
      }
      return results;
    }
  }
}
