package dev.assay.verify.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * A picture in gray or in colours.
 *
 * @param samples from 0 to 1, channel by channel, each row by row
 */
@SuppressWarnings("ArrayRecordComponent")
public record Image(int channels, int height, int width, double[] samples) {
  private static final double WHITE = 255;

  /**
   * Reads a file in one of the formats that the JDK reads.
   *
   * @throws IllegalArgumentException if it is none, or its samples are no bytes
   */
  public static Image of(byte[] file) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      if (image == null) {
        throw unread("it is in another format");
      }
      boolean indexed = image.getColorModel() instanceof IndexColorModel;
      if (!indexed && image.getSampleModel().getSampleSize(0) != Byte.SIZE) {
        throw unread("its samples have " + image.getSampleModel().getSampleSize(0) + " bits");
      }
      int channels = indexed || image.getRaster().getNumBands() > 2 ? 3 : 1;
      int size = image.getHeight() * image.getWidth();
      double[] samples = new double[channels * size];
      for (int k = 0; k < samples.length; k++) {
        int row = k % size / image.getWidth();
        int column = k % image.getWidth();
        samples[k] = sample(image, indexed, k / size, row, column) / WHITE;
      }
      return new Image(channels, image.getHeight(), image.getWidth(), samples);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The samples as they stand: the colours that Java makes of gray are others.
  private static int sample(BufferedImage image, boolean indexed, int channel, int row, int col) {
    return indexed
        ? image.getRGB(col, row) >> 8 * (2 - channel) & 0xff
        : image.getRaster().getSample(col, row, channel);
  }

  private static IllegalArgumentException unread(String why) {
    return new IllegalArgumentException(
        "the image cannot be read\n  required : a PNG, JPEG, BMP, GIF or TIFF of 8 bits a sample\n"
            + "  but      : "
            + why);
  }

  /** The same picture with other samples. */
  Image with(double[] others) {
    return new Image(channels, height, width, others);
  }

  /** How much another picture is lighter or darker: gray where they agree. */
  public Image difference(Image other) {
    double[] difference = new double[samples.length];
    for (int k = 0; k < difference.length; k++) {
      difference[k] = 0.5 + (other.samples[k] - samples[k]) / 2;
    }
    return with(difference);
  }

  /** The bytes of a PNG, each sample rounded to 8 bits. */
  public byte[] png() {
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage image = new BufferedImage(width, height, type);
    int size = height * width;
    for (int k = 0; k < samples.length; k++) {
      int sample = (int) Math.round(WHITE * Math.max(0, Math.min(1, samples[k])));
      image.getRaster().setSample(k % width, k % size / width, k / size, sample);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
