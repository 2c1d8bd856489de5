package dev.assay.backends.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetCode;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Message;

import org.tensorflow.internal.c_api.TF_Status;

/** What TensorFlow said instead of a result. */
final class TensorFlowException extends Exception {
  private static final long serialVersionUID = 1;

  private final int code;

  TensorFlowException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** Throws what a status says, unless it says that all is well. */
  static void check(TF_Status status) throws TensorFlowException {
    if (TF_GetCode(status) != 0) {
      throw new TensorFlowException(TF_GetCode(status), TF_Message(status).getString());
    }
  }

  /** One of TensorFlow's codes, which are those of gRPC. */
  int code() {
    return code;
  }
}
