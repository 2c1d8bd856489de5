package dev.assay.backends.tflite;

/** A call of TensorFlow Lite failed. */
final class LiteException extends Exception {
  private static final long serialVersionUID = 1;

  LiteException(String said) {
    super(said);
  }
}
