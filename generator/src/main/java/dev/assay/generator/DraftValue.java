package dev.assay.generator;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.tensor.DType;
import org.jspecify.annotations.Nullable;

/**
 * A value of a graph under construction. Without a maker it becomes an input or a constant. Known
 * by identity.
 */
final class DraftValue {
  private final DType type;
  private Dims shape;
  private @Nullable DraftNode maker;
  private @Nullable Span span;
  private @Nullable Double held;
  private int uses;

  /** Data in {@code [low, high)}, as the operators that use it require. */
  record Span(Dim low, Dim high) {}

  DraftValue(DType type, Dims shape) {
    this.type = type;
    this.shape = shape;
  }

  /** A constant all of whose elements are one number. */
  static DraftValue holding(DType type, Dims shape, double number) {
    DraftValue v = new DraftValue(type, shape);
    v.held = number;
    return v;
  }

  /** What its elements are; null where that is not said. */
  @Nullable Double held() {
    return held;
  }

  DType type() {
    return type;
  }

  Dims shape() {
    return shape;
  }

  /** Puts numbers in the place of its sizes. */
  void settle(Sizes sizes) {
    shape = sizes.at(shape);
    if (span != null) {
      span = new Span(Dim.dim(sizes.at(span.low())), Dim.dim(sizes.at(span.high())));
    }
  }

  int rank() {
    return shape.rank();
  }

  /** The node whose output this is; null while there is none. */
  @Nullable DraftNode maker() {
    return maker;
  }

  void madeBy(DraftNode node) {
    maker = node;
  }

  /** Where its elements lie; null where nothing is required. */
  @Nullable Span span() {
    return span;
  }

  void lieIn(Dim low, Dim high) {
    span = new Span(low, high);
  }

  int uses() {
    return uses;
  }

  void use() {
    uses++;
  }
}
