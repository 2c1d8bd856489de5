package dev.assay.backends.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.util.ArrayList;
import java.util.List;

/** A model of one graph, as it is written into TensorFlow Lite's flat buffer. */
final class ModelFile {
  private static final String MARK = "TFL3";
  private static final int SCHEMA = 3;

  /** A tensor; one without elements of its own has buffer 0, which is empty. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Place(int type, int[] shape, int buffer) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Step(Builtin operator, int[] inputs, int output, Options options) {}

  private final List<Place> tensors = new ArrayList<>();
  private final List<byte[]> buffers = new ArrayList<>(List.of(new byte[0]));
  private final List<Step> steps = new ArrayList<>();
  private final List<Integer> inputs = new ArrayList<>();

  int input(DType type, int... shape) {
    int tensor = place(type, shape, 0);
    inputs.add(tensor);
    return tensor;
  }

  int constant(Tensor value) {
    int buffer = value.size() == 0 ? 0 : buffers.size();
    int tensor = place(value.type(), value.shape(), buffer);
    if (buffer > 0) {
      buffers.add(TensorBytes.of(value));
    }
    return tensor;
  }

  /** A new operator's output. */
  int step(Builtin operator, Options options, DType type, int[] shape, int... inputs) {
    int output = place(type, shape, 0);
    steps.add(new Step(operator, inputs, output, options));
    return output;
  }

  private int place(DType type, int[] shape, int buffer) {
    tensors.add(new Place(Types.of(type), shape, buffer));
    return tensors.size() - 1;
  }

  /** The file, with the tensors that are its outputs. */
  byte[] bytes(int... outputs) {
    FlatBufferBuilder b = new FlatBufferBuilder(1 << 12);
    b.forceDefaults(true);
    List<Builtin> used = steps.stream().map(Step::operator).distinct().toList();
    int[] codes = used.stream().mapToInt(operator -> code(b, operator)).toArray();
    int[] places = tensors.stream().mapToInt(t -> tensor(b, t)).toArray();
    int[] operators =
        steps.stream().mapToInt(s -> operator(b, s, used.indexOf(s.operator))).toArray();
    int[] fed = inputs.stream().mapToInt(i -> i).toArray();
    int graph =
        table(
            b, 4, offsets(b, places), numbers(b, fed), numbers(b, outputs), offsets(b, operators));
    int graphs = offsets(b, graph);
    int all = offsets(b, codes);
    int data = offsets(b, buffers.stream().mapToInt(d -> buffer(b, d)).toArray());
    b.startTable(5);
    b.addInt(0, SCHEMA, 0);
    b.addOffset(1, all, 0);
    b.addOffset(2, graphs, 0);
    b.addOffset(4, data, 0);
    b.finish(b.endTable(), MARK);
    return b.sizedByteArray();
  }

  private static int code(FlatBufferBuilder b, Builtin operator) {
    b.startTable(4);
    b.addByte(0, (byte) Math.min(operator.number(), 127), 0); // as it was before there were more
    b.addInt(2, operator.version(), 1);
    b.addInt(3, operator.number(), 0);
    return b.endTable();
  }

  private static int tensor(FlatBufferBuilder b, Place t) {
    int shape = numbers(b, t.shape);
    b.startTable(3);
    b.addOffset(0, shape, 0);
    b.addByte(1, (byte) t.type, 0);
    b.addInt(2, t.buffer, 0);
    return b.endTable();
  }

  private static int operator(FlatBufferBuilder b, Step s, int code) {
    int in = numbers(b, s.inputs);
    int out = numbers(b, s.output);
    int options = s.options.table() == 0 ? 0 : s.options.write(b);
    b.startTable(5);
    b.addInt(0, code, 0);
    b.addOffset(1, in, 0);
    b.addOffset(2, out, 0);
    if (options != 0) {
      b.addByte(3, (byte) s.options.table(), 0);
      b.addOffset(4, options, 0);
    }
    return b.endTable();
  }

  private static int buffer(FlatBufferBuilder b, byte[] data) {
    if (data.length == 0) {
      b.startTable(1);
      return b.endTable();
    }
    b.startVector(1, data.length, 16);
    for (int k = data.length - 1; k >= 0; k--) {
      b.addByte(data[k]);
    }
    return table(b, 1, b.endVector());
  }

  private static int table(FlatBufferBuilder b, int fields, int... offsets) {
    b.startTable(fields);
    for (int k = 0; k < offsets.length; k++) {
      b.addOffset(k, offsets[k], 0);
    }
    return b.endTable();
  }

  private static int numbers(FlatBufferBuilder b, int... values) {
    b.startVector(4, values.length, 4);
    for (int k = values.length - 1; k >= 0; k--) {
      b.addInt(values[k]);
    }
    return b.endVector();
  }

  private static int offsets(FlatBufferBuilder b, int... values) {
    b.startVector(4, values.length, 4);
    for (int k = values.length - 1; k >= 0; k--) {
      b.addOffset(values[k]);
    }
    return b.endVector();
  }
}
