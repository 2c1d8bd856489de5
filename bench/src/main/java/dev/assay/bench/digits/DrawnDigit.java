package dev.assay.bench.digits;

import dev.assay.core.Choices;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** A digit drawn white on black, in one of several fonts, a little shifted, turned and scaled. */
record DrawnDigit(int digit, BufferedImage image) {
  static final int SIZE = 14;

  private static final List<String> FONTS =
      List.of("DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono", "DejaVu Sans Condensed");
  private static final List<Integer> STYLES = List.of(Font.PLAIN, Font.BOLD, Font.ITALIC);

  /** Draws one. */
  static DrawnDigit of(int digit, Choices choices) {
    Font font = new Font(choices.of(FONTS), choices.of(STYLES), 13);
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    GlyphVector glyphs = font.createGlyphVector(g.getFontRenderContext(), "" + digit);
    Rectangle2D box = glyphs.getVisualBounds();
    double scale = 0.95 + 0.2 * choices.unit();
    AffineTransform place = new AffineTransform();
    place.translate(SIZE / 2.0 + spread(choices, 1), SIZE / 2.0 + spread(choices, 1));
    place.rotate(spread(choices, 0.12));
    place.scale(scale, scale);
    place.translate(-box.getCenterX(), -box.getCenterY());
    g.transform(place);
    g.fill(glyphs.getOutline());
    g.dispose();
    return new DrawnDigit(digit, image);
  }

  private static double spread(Choices choices, double reach) {
    return reach * (2 * choices.unit() - 1);
  }

  /** The pixels from 0 to 1, row by row. */
  double[] pixels() {
    double[] pixels = new double[SIZE * SIZE];
    for (int k = 0; k < pixels.length; k++) {
      pixels[k] = (float) (image.getRaster().getSample(k % SIZE, k / SIZE, 0) / 255.0);
    }
    return pixels;
  }
}
