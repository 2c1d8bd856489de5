package dev.assay.core.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tensors as raw bytes and back, in ONNX's layout: little-endian, elements of less than a byte
 * packed from the low end of each byte on.
 */
public final class TensorBytes {
  private TensorBytes() {}

  /** The number of bytes that a number of elements takes. */
  public static int length(DType type, int elements) {
    return Math.toIntExact(((long) elements * type.bits() + 7) / 8);
  }

  /** The bytes of a tensor of anything but text. */
  public static byte[] of(Tensor t) {
    byte[] bytes = new byte[length(t.type(), t.size())];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int n = t.size();
    DType type = t.type();
    int width = type.bits();
    for (int k = 0; k < n; k++) {
      long bits = type.isFloat() ? Bits.of(type, t.reals()[k]) : t.integers()[k];
      switch (width) {
        case 64 -> out.putLong(8 * k, bits);
        case 32 -> out.putInt(4 * k, (int) bits);
        case 16 -> out.putShort(2 * k, (short) bits);
        case 8 -> bytes[k] = (byte) bits;
        default -> pack(bytes, width, k, bits);
      }
    }
    return bytes;
  }

  /** The bytes of elements of less than a byte, each given by its bits. */
  public static byte[] packed(int width, int... elements) {
    byte[] bytes = new byte[(elements.length * width + 7) / 8];
    for (int k = 0; k < elements.length; k++) {
      pack(bytes, width, k, elements[k]);
    }
    return bytes;
  }

  private static void pack(byte[] bytes, int width, int k, long bits) {
    long low = bits & ((1L << width) - 1);
    int place = Math.toIntExact((long) k * width / 8);
    int shift = (int) ((long) k * width % 8);
    bytes[place] |= (byte) (low << shift);
    if (shift + width > 8) {
      bytes[place + 1] |= (byte) (low >> (8 - shift));
    }
  }

  /**
   * The tensor in the bytes, read from the buffer's position on.
   *
   * @throws IllegalArgumentException if the bytes are too few
   */
  public static Tensor read(DType type, int[] shape, ByteBuffer bytes) {
    int n = Tensor.size(shape);
    if (bytes.remaining() < length(type, n)) {
      throw new IllegalArgumentException(
          "the data of a tensor is cut short\n  required : "
              + length(type, n)
              + " bytes for "
              + n
              + " elements of "
              + type
              + "\n  but      : "
              + bytes.remaining()
              + " bytes");
    }
    ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    double[] reals = type.isFloat() ? new double[n] : new double[0];
    long[] integers = type.isFloat() ? new long[0] : new long[n];
    for (int k = 0; k < n; k++) {
      long bits = bits(in, type.bits(), k);
      if (type.isFloat()) {
        reals[k] = Bits.toReal(type, bits);
      } else {
        integers[k] = type.wrap(bits);
      }
    }
    return type.isFloat() ? Tensor.of(type, shape, reals) : Tensor.of(type, shape, integers);
  }

  private static long bits(ByteBuffer in, int width, int k) {
    return switch (width) {
      case 64 -> in.getLong(8 * k);
      case 32 -> in.getInt(4 * k) & 0xffffffffL;
      case 16 -> in.getShort(2 * k) & 0xffffL;
      case 8 -> in.get(k) & 0xffL;
      default -> {
        int place = Math.toIntExact((long) k * width / 8);
        int shift = (int) ((long) k * width % 8);
        int two = in.get(place) & 0xff | (shift + width > 8 ? (in.get(place + 1) & 0xff) << 8 : 0);
        yield two >>> shift & ((1L << width) - 1);
      }
    };
  }
}
