package dev.assay.backends.worker;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Trial;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes the fields of a frame, little-endian, one after the other. */
final class FrameWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

  byte[] toBytes() {
    return out.toByteArray();
  }

  void octet(int v) {
    out.write(v);
  }

  void int32(int v) {
    for (int k = 0; k < 32; k += 8) {
      out.write(v >>> k);
    }
  }

  void int64(long v) {
    int32((int) v);
    int32((int) (v >>> 32));
  }

  void bytes(byte[] v) {
    int32(v.length);
    out.writeBytes(v);
  }

  void text(String v) {
    bytes(v.getBytes(StandardCharsets.UTF_8));
  }

  void texts(Map<String, String> v) {
    int32(v.size());
    v.forEach(
        (key, value) -> {
          text(key);
          text(value);
        });
  }

  void tensor(Tensor v) {
    int32(v.type().onnx());
    int32(v.rank());
    for (int size : v.shape()) {
      int64(size);
    }
    if (v.type() == DType.STRING) {
      for (String s : v.texts()) {
        text(s);
      }
    } else {
      bytes(TensorBytes.of(v));
    }
  }

  void trial(Trial v) {
    bytes(v.model());
    int32(v.inputs().size());
    v.inputs()
        .forEach(
            (name, tensor) -> {
              text(name);
              tensor(tensor);
            });
  }

  void outcome(Outcome v) {
    octet(v.status().ordinal());
    octet(v.phase().ordinal());
    text(v.detail());
    int64(v.nanos());
    int32(v.outputs().size());
    v.outputs().forEach(this::tensor);
  }
}
