package dev.assay.backends.onnxruntime;

import ai.onnxruntime.OrtException;
import dev.assay.core.backend.Outcome.Status;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What ONNX Runtime says when it refuses or fails, sorted and without what differs from run to run
 * and machine to machine.
 */
record OrtMessage(Status status, String text) {
  private static final Pattern CODE = Pattern.compile("^Error code - (\\w+) - message: ");
  private static final Pattern SOURCE =
      Pattern.compile("(?:/[\\w.+-]+)+/([\\w.+-]+\\.(?:cc|h|cpp|cu|so))");
  private static final Pattern ADDRESS = Pattern.compile("\\b0x[0-9a-fA-F]{6,}\\b");
  private static final Pattern UNSUPPORTED =
      Pattern.compile(
          "not[_ ](currently |yet )?(implemented|supported)|does not (currently |yet )?support"
              + "|unsupported|only supports?|only .*\\bsupported"
              + "|could not find an implementation|no op registered for"
              + "|under development and support for this is limited"
              + "|type error: type '[^']*' of input parameter .* is invalid"
              + "|is not a registered function/op|unrecognized attribute"
              + "|unknown model file format version"
              + "|unexpected number of inputs, expected \\[1,0\\)" // old Java interfaces want one
              + "|failed to construct locale"); // the machine lacks it, not the model
  private static final int LONGEST = 1000;

  static OrtMessage of(OrtException e) {
    String said = e.getMessage() == null ? "" : CODE.matcher(e.getMessage()).replaceFirst("");
    String text = e.getCode() + ": " + clean(said);
    boolean unsupported =
        e.getCode() == OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED
            || UNSUPPORTED.matcher(text.toLowerCase(Locale.ROOT)).find();
    return new OrtMessage(unsupported ? Status.UNSUPPORTED : Status.ERROR, text);
  }

  /** A message without folders, addresses and line breaks. */
  static String clean(String message) {
    String text = SOURCE.matcher(message).replaceAll("$1");
    text = ADDRESS.matcher(text).replaceAll("0x?").replaceAll("\\s+", " ").strip();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
