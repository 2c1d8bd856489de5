package dev.assay.backends.torch;

import dev.assay.core.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Python's pickled objects, as far as an {@link Archive} needs them: protocol 2, tensors as calls
 * of {@code _rebuild_tensor_v2} over storages in files of their own.
 */
final class Pickle {
  private static final int PROTOCOL = 0x80;
  private static final int STOP = '.';
  private static final int MARK = '(';
  private static final int TUPLE = 't';
  private static final int EMPTY_TUPLE = ')';
  private static final int EMPTY_DICT = '}';
  private static final int SET_ITEMS = 'u';
  private static final int GLOBAL = 'c';
  private static final int TEXT = 'X';
  private static final int LONG_BYTES = 0x8a;
  private static final int NEW_FALSE = 0x89;
  private static final int NEW_OBJECT = 0x81;
  private static final int BUILD = 'b';
  private static final int CALL = 'R';
  private static final int PERSISTENT = 'Q';

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Pickle() {
    out.write(PROTOCOL);
    out.write(2);
  }

  /** A module of a class without parameters. */
  static byte[] module(String scope, String name) {
    Pickle p = new Pickle();
    p.global(scope, name);
    p.out.write(EMPTY_TUPLE);
    p.out.write(NEW_OBJECT);
    p.out.write(EMPTY_DICT);
    p.out.write(MARK);
    p.text("training");
    p.out.write(NEW_FALSE);
    p.out.write(SET_ITEMS);
    p.out.write(BUILD);
    return p.stop();
  }

  /** Tensors in a tuple; the elements of the one at place k are in the file k. */
  static byte[] tensors(List<Tensor> tensors) {
    Pickle p = new Pickle();
    p.out.write(MARK);
    for (int k = 0; k < tensors.size(); k++) {
      p.tensor(tensors.get(k), "" + k);
    }
    p.out.write(TUPLE);
    return p.stop();
  }

  private void tensor(Tensor t, String file) {
    ScalarType type = TorchTypes.of(t.type());
    global("torch._utils", "_rebuild_tensor_v2");
    out.write(MARK);
    out.write(MARK);
    text("storage");
    global("torch", type + "Storage");
    text(file);
    text("cpu");
    number(t.size());
    out.write(TUPLE);
    out.write(PERSISTENT);
    number(0);
    numbers(t.shape());
    numbers(strides(t.shape()));
    out.write(NEW_FALSE);
    global("collections", "OrderedDict");
    out.write(EMPTY_TUPLE);
    out.write(CALL);
    out.write(TUPLE);
    out.write(CALL);
  }

  private static int[] strides(int[] shape) {
    int[] strides = new int[shape.length];
    int step = 1;
    for (int a = shape.length - 1; a >= 0; a--) {
      strides[a] = step;
      step *= Math.max(1, shape[a]);
    }
    return strides;
  }

  private void numbers(int... list) {
    out.write(MARK);
    for (int v : list) {
      number(v);
    }
    out.write(TUPLE);
  }

  private void number(long v) {
    out.write(LONG_BYTES);
    out.write(Long.BYTES);
    out.writeBytes(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(v).array());
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.write(TEXT);
    out.writeBytes(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(utf8.length)
            .array());
    out.writeBytes(utf8);
  }

  private void global(String scope, String name) {
    out.write(GLOBAL);
    out.writeBytes((scope + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private byte[] stop() {
    out.write(STOP);
    return out.toByteArray();
  }
}
