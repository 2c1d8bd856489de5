package dev.assay.core.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
  private static final long[] RED_THEN_BLUE = {255, 0, 0, 0, 0, 255};

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void aFileWithoutLossGivesItsSamples(String format) throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff0000);
    image.setRGB(1, 0, 0x0000ff);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, file)).isTrue();
    assertThat(Picture.of(file.toByteArray()).samples()).containsExactly(RED_THEN_BLUE);
  }

  @Test
  void aPixmapIsReadFromTextAsFromBytes() {
    assertThat(Picture.of(ascii("P3 # a comment\n2 1\n255\n255 0 0  0 0 255")).samples())
        .containsExactly(RED_THEN_BLUE);
    byte[] raw = ascii("P6 2 1 255\n......");
    for (int k = 0; k < 6; k++) {
      raw[raw.length - 6 + k] = (byte) RED_THEN_BLUE[k];
    }
    assertThat(Picture.of(raw).samples()).containsExactly(RED_THEN_BLUE);
  }

  @Test
  void grayIsWeighedAndSpread() {
    Picture white = new Picture(1, 1, 3, new long[] {255, 255, 255});
    assertThat(white.gray().samples()).containsExactly(255);
    Picture gray = new Picture(1, 1, 1, new long[] {7});
    assertThat(gray.colours(true).samples()).containsExactly(7, 7, 7);
  }

  @Test
  void otherFilesAreNotCovered() {
    assertThatThrownBy(() -> Picture.of(ascii("RIFF....WEBP")))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
