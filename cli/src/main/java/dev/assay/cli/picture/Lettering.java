package dev.assay.cli.picture;

import org.eclipse.elk.graph.properties.IProperty;
import org.eclipse.elk.graph.properties.Property;

/**
 * A size of text in a picture. Its width is that of a fixed pitch, which does not hang on the fonts
 * of the machine that draws.
 */
enum Lettering {
  /** The operator in a box, or the name of a value. */
  TITLE("t", 8.0, 18),
  /** Attributes and constants. */
  DETAIL("d", 6.7, 15),
  /** What stands on an edge. */
  EDGE("e", 6.1, 13);

  static final IProperty<Lettering> PROPERTY = new Property<>("dev.assay.lettering", TITLE);

  private final String style;
  private final double pitch;
  private final double height;

  Lettering(String style, double pitch, double height) {
    this.style = style;
    this.pitch = pitch;
    this.height = height;
  }

  /** Its class in the style sheet. */
  String style() {
    return style;
  }

  /** The height of a line. */
  double height() {
    return height;
  }

  double width(String text) {
    return text.codePointCount(0, text.length()) * pitch;
  }
}
