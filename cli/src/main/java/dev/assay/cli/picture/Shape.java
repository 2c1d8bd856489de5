package dev.assay.cli.picture;

import org.eclipse.elk.graph.properties.IProperty;
import org.eclipse.elk.graph.properties.Property;

/** How a box of a picture is drawn. */
enum Shape {
  /** A node of the model. */
  NODE("box"),
  /** A node that is to blame. */
  GUILTY("guilty"),
  /** A body that a node runs. */
  BODY("body"),
  /** An input or an output. */
  VALUE("value");

  static final IProperty<Shape> PROPERTY = new Property<>("dev.assay.shape", NODE);

  private final String style;

  Shape(String style) {
    this.style = style;
  }

  /** Its class in the style sheet. */
  String style() {
    return style;
  }
}
