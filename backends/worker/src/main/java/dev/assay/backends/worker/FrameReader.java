package dev.assay.backends.worker;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the fields of a frame as {@link FrameWriter} wrote them.
 *
 * <p>Bytes that are no such fields end in an {@code IllegalArgumentException} or a {@code
 * BufferUnderflowException}, never in a large allocation: every length is held against the bytes
 * that are there.
 */
final class FrameReader {
  private final ByteBuffer in;

  FrameReader(byte[] body) {
    in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Says that the fields are all read. */
  void end() {
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(in.remaining() + " bytes too many");
    }
  }

  int octet() {
    return in.get() & 0xff;
  }

  /** A number from 0 up to and without a bound. */
  int octet(int bound) {
    int v = octet();
    if (v >= bound) {
      throw new IllegalArgumentException(
          "a number " + v + " where only those below " + bound + " are known");
    }
    return v;
  }

  int int32() {
    return in.getInt();
  }

  long int64() {
    return in.getLong();
  }

  /** How many things follow, each of which takes at least some bytes. */
  private int count(int bytesOfEach) {
    int n = int32();
    if (n < 0 || n > in.remaining() / bytesOfEach) {
      throw new IllegalArgumentException(
          "a count of " + n + " before " + in.remaining() + " bytes");
    }
    return n;
  }

  byte[] bytes() {
    byte[] v = new byte[count(1)];
    in.get(v);
    return v;
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  Map<String, String> texts() {
    Map<String, String> v = new LinkedHashMap<>();
    for (int n = count(8); n > 0; n--) {
      v.put(text(), text());
    }
    return v;
  }

  Tensor tensor() {
    DType type = DType.of(int32());
    int[] shape = new int[count(8)];
    for (int k = 0; k < shape.length; k++) {
      long size = int64();
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("a tensor with a size of " + size);
      }
      shape[k] = (int) size;
    }
    if (type == DType.STRING) {
      int n = Tensor.size(shape);
      if (n > in.remaining() / 4) {
        throw new IllegalArgumentException(n + " texts in " + in.remaining() + " bytes");
      }
      String[] texts = new String[n];
      for (int k = 0; k < n; k++) {
        texts[k] = text();
      }
      return Tensor.of(shape, texts);
    }
    byte[] data = bytes();
    int wanted = TensorBytes.length(type, Tensor.size(shape));
    if (data.length != wanted) {
      throw new IllegalArgumentException(data.length + " bytes of a tensor that takes " + wanted);
    }
    return TensorBytes.read(type, shape, ByteBuffer.wrap(data));
  }

  Trial trial() {
    byte[] model = bytes();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (int n = count(12); n > 0; n--) {
      inputs.put(text(), tensor());
    }
    return new Trial(model, inputs);
  }

  Outcome outcome() {
    Outcome.Status status = Outcome.Status.values()[octet(Outcome.Status.values().length)];
    Outcome.Phase phase = Outcome.Phase.values()[octet(Outcome.Phase.values().length)];
    String detail = text();
    long nanos = int64();
    List<Tensor> outputs = new ArrayList<>();
    for (int n = count(8); n > 0; n--) {
      outputs.add(tensor());
    }
    return new Outcome(status, phase, detail, outputs, nanos);
  }
}
