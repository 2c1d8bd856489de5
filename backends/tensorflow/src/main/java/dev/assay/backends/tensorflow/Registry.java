package dev.assay.backends.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteBuffer;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetAllOpList;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.assay.backends.emitter.NotEmittedException;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

/** TensorFlow's operators, as it lists them itself. */
final class Registry {
  /** The domain in which they stand as nodes of a model. */
  static final String DOMAIN = "tensorflow";

  /** One without operators. */
  static final Registry NONE = new Registry(OpList.getDefaultInstance());

  private final Map<String, OpDef> operators = new TreeMap<>();

  private Registry(OpList list) {
    list.getOpList().forEach(o -> operators.putIfAbsent(o.getName(), o));
  }

  /** Asks TensorFlow. */
  static Registry read() {
    try {
      return new Registry(OpList.parseFrom(bytes(TF_GetAllOpList())));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("TensorFlow lists its operators in another form", e);
    }
  }

  /** What a buffer holds; it is deleted. */
  static byte[] bytes(TF_Buffer buffer) {
    byte[] bytes = new byte[Math.toIntExact(buffer.length())];
    new BytePointer(buffer.data()).get(bytes);
    TF_DeleteBuffer(buffer);
    return bytes;
  }

  /** All of them, by name. */
  Map<String, OpDef> operators() {
    return operators;
  }

  OpDef get(String name) {
    OpDef operator = operators.get(name);
    if (operator == null) {
      throw new NotEmittedException("TensorFlow has no operator " + name);
    }
    return operator;
  }
}
