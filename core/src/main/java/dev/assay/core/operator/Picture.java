package dev.assay.core.operator;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * An image of bytes: {@code samples[(row * width + column) * channels + channel]}, channels red,
 * green and blue, or gray alone.
 */
record Picture(int height, int width, int channels, long[] samples) {

  /**
   * Reads a file in one of the formats that the JDK reads (BMP, JPEG, PNG, TIFF), or a portable
   * graymap or pixmap.
   *
   * @throws UnsupportedOperationException for any other, and where a sample is no byte
   */
  static Picture of(byte[] file) {
    if (file.length > 1 && file[0] == 'P' && "2356".indexOf(file[1]) >= 0) {
      return new Netpbm(file).picture();
    }
    try {
      BufferedImage image =
          ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
      if (image == null) {
        throw new UnsupportedOperationException("a format of images that is not read");
      }
      return of(image);
    } catch (IOException e) {
      throw new UnsupportedOperationException("an image that cannot be read: " + e.getMessage(), e);
    }
  }

  private static Picture of(BufferedImage image) {
    boolean indexed = image.getColorModel() instanceof IndexColorModel;
    Raster raster = image.getRaster();
    if (!indexed
        && Arrays.stream(raster.getSampleModel().getSampleSize()).anyMatch(bits -> bits != 8)) {
      throw new UnsupportedOperationException("an image whose samples are no bytes");
    }
    int width = image.getWidth();
    // the samples as they stand: the colours that Java makes of gray are others
    return full(
        image.getHeight(),
        width,
        indexed || raster.getNumBands() > 2 ? 3 : 1,
        (row, column, c) ->
            indexed
                ? image.getRGB(column, row) >> 8 * (2 - c) & 0xff
                : raster.getSample(column, row, c));
  }

  private interface Sample {
    long at(int row, int column, int channel);
  }

  private static Picture full(int height, int width, int channels, Sample sample) {
    long[] samples = new long[height * width * channels];
    Arrays.setAll(
        samples, k -> sample.at(k / channels / width, k / channels % width, k % channels));
    return new Picture(height, width, channels, samples);
  }

  private long at(int row, int column, int channel) {
    return samples[(row * width + column) * channels + Math.min(channel, channels - 1)];
  }

  /** In three channels, red first or blue first. */
  Picture colours(boolean blueFirst) {
    return full(height, width, 3, (row, column, c) -> at(row, column, blueFirst ? 2 - c : c));
  }

  /** Luma of ITU-R BT.601, in units of 2^-16. */
  Picture gray() {
    return channels == 1
        ? this
        : full(
            height,
            width,
            1,
            (row, column, c) ->
                19595 * at(row, column, 0)
                        + 38470 * at(row, column, 1)
                        + 7471 * at(row, column, 2)
                        + 0x8000
                    >> 16);
  }

  Tensor tensor() {
    return Tensor.of(DType.UINT8, new int[] {height, width, channels}, samples);
  }

  /** A portable graymap or pixmap, its samples written as bytes or as text. */
  private static final class Netpbm {
    private final byte[] file;
    private int next = 2;

    Netpbm(byte[] file) {
      this.file = file;
    }

    Picture picture() {
      boolean text = file[1] <= '3';
      int channels = (file[1] - '0') % 3 == 0 ? 3 : 1;
      int width = number();
      int height = number();
      if (number() != 255) {
        throw new UnsupportedOperationException("an image whose samples do not end at 255");
      }
      next++;
      return full(
          height, width, channels, (row, column, c) -> text ? number() : file[next++] & 0xff);
    }

    /** The next number, after white space and comments. */
    private int number() {
      while (!Character.isDigit(file[next])) {
        if (file[next] == '#') {
          while (file[next] != '\n') {
            next++;
          }
        }
        next++;
      }
      int n = 0;
      while (next < file.length && Character.isDigit(file[next])) {
        n = 10 * n + file[next++] - '0';
      }
      return n;
    }
  }
}
