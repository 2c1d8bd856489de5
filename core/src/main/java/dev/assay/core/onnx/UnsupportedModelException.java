package dev.assay.core.onnx;

/** A model or a tensor is ONNX, and of a kind that Assay does not read: maps, for example. */
public final class UnsupportedModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  UnsupportedModelException(String message) {
    super(message);
  }
}
