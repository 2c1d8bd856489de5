package dev.assay.verify.certificate;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.GZIPOutputStream;

/** A file of packed content that begins with the SHA-256 of the rest. */
public final class DigestedFile implements Closeable {
  private static final int DIGEST = 32;

  private final RandomAccessFile file;
  private final MessageDigest digest;
  private final OutputStream content;

  /** Opens a file anew. */
  public DigestedFile(Path path) throws IOException {
    this.digest = sha256();
    this.file = new RandomAccessFile(path.toFile(), "rw");
    file.setLength(0);
    file.write(new byte[DIGEST]);
    OutputStream packed = new Unclosed(Channels.newOutputStream(file.getChannel()));
    this.content =
        new GZIPOutputStream(new BufferedOutputStream(new DigestOutputStream(packed, digest)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java without SHA-256", e);
    }
  }

  /** Takes the content. */
  public OutputStream content() {
    return content;
  }

  @Override
  public void close() throws IOException {
    try (file) {
      content.close();
      file.seek(0);
      file.write(digest.digest());
    }
  }

  /** Leaves the file open for its digest. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
