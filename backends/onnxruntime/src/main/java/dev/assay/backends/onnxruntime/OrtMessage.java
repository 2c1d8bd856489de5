package dev.assay.backends.onnxruntime;

import ai.onnxruntime.OrtException;
import dev.assay.backends.worker.SystemWords;
import dev.assay.core.backend.Outcome.Status;
import java.util.regex.Pattern;

/**
 * What ONNX Runtime says when it refuses or fails, sorted and without what differs from run to run
 * and machine to machine.
 */
record OrtMessage(Status status, String text) {
  private static final Pattern CODE = Pattern.compile("^Error code - (\\w+) - message: ");
  private static final SystemWords WORDS =
      new SystemWords(
          "not[_ ](currently |yet )?(implemented|supported)|does not (currently |yet )?support"
              + "|unsupported|only supports?|only .*\\bsupported"
              + "|could not find an implementation|no op registered for"
              + "|under development and support for this is limited"
              + "|type error: type '[^']*' of input parameter .* is invalid"
              + "|is not a registered function/op|unrecognized attribute"
              + "|unknown model file format version"
              + "|unexpected number of inputs, expected \\[1,0\\)" // old Java interfaces want one
              + "|failed to construct locale"); // the machine lacks it, not the model

  static OrtMessage of(OrtException e) {
    String said = e.getMessage() == null ? "" : CODE.matcher(e.getMessage()).replaceFirst("");
    String text = e.getCode() + ": " + SystemWords.clean(said);
    return new OrtMessage(
        e.getCode() == OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED
            ? Status.UNSUPPORTED
            : WORDS.status(text),
        text);
  }
}
