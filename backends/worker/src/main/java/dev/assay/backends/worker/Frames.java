package dev.assay.backends.worker;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Messages over a pair of pipes, each in a frame: the mark {@code ASY1}, the length of the body,
 * the body.
 *
 * <p>What stands before a mark is passed over, so a library that prints on the standard output does
 * no harm between two frames. Each frame is one write, so none is torn by another thread.
 */
final class Frames {
  /** The longest body, in bytes. */
  static final int LONGEST = 1 << 29;

  private static final byte[] MARK = {'A', 'S', 'Y', '1'};

  /** How many bytes that belong to no frame are passed over before the peer is given up. */
  private static final int NOISE = 1 << 20;

  private final InputStream in;
  private final OutputStream out;

  Frames(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.out = out;
  }

  /** The bytes of a frame. */
  static byte[] encode(Message message) {
    FrameWriter body = new FrameWriter();
    body.octet(message.kind().code);
    message.write(body);
    byte[] bytes = body.toBytes();
    if (bytes.length > LONGEST) {
      throw new IllegalArgumentException(
          "a message is too long\n  required : at most "
              + LONGEST
              + " bytes\n  but      : "
              + bytes.length);
    }
    byte[] frame = new byte[MARK.length + 4 + bytes.length];
    System.arraycopy(MARK, 0, frame, 0, MARK.length);
    for (int k = 0; k < 4; k++) {
      frame[MARK.length + k] = (byte) (bytes.length >>> 8 * k);
    }
    System.arraycopy(bytes, 0, frame, MARK.length + 4, bytes.length);
    return frame;
  }

  /** The message in the body of a frame. */
  static Message decode(byte[] body) throws IOException {
    try {
      FrameReader in = new FrameReader(body);
      Message message = Message.Kind.of(in.octet()).reading.apply(in);
      in.end();
      return message;
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      String why = e.getMessage() == null ? "cut short" : e.getMessage();
      throw new IOException("a frame that is no message: " + why, e);
    }
  }

  void send(Message message) throws IOException {
    send(encode(message));
  }

  void send(byte[] frame) throws IOException {
    out.write(frame);
    out.flush();
  }

  /**
   * The next message; null where the peer has closed the pipe.
   *
   * @throws IOException if what comes is no message
   */
  @Nullable Message receive() throws IOException {
    if (!mark()) {
      return null;
    }
    byte[] head = in.readNBytes(4);
    if (head.length < 4) {
      return null;
    }
    int length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length < 1 || length > LONGEST) {
      throw new IOException("a frame of " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] body = in.readNBytes(length);
    return body.length < length ? null : decode(body);
  }

  /** Reads on to the end of the next mark; false where the pipe ends before. */
  private boolean mark() throws IOException {
    int matched = 0;
    for (int passed = 0; matched < MARK.length; passed++) {
      int b = in.read();
      if (b < 0) {
        return false;
      }
      matched = b == MARK[matched] ? matched + 1 : b == MARK[0] ? 1 : 0;
      if (passed > NOISE) {
        throw new IOException("more than " + NOISE + " bytes that are no frame");
      }
    }
    return true;
  }
}
