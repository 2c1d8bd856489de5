package dev.assay.backends.tensorflow;

/** What TensorFlow said instead of a result. */
final class TensorFlowException extends Exception {
  private static final long serialVersionUID = 1;

  private final int code;

  TensorFlowException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** One of TensorFlow's codes, which are those of gRPC. */
  int code() {
    return code;
  }
}
