package dev.assay.backends.tensorflow;

import dev.assay.backends.emitter.EmittedTrial.Said;
import dev.assay.core.backend.Outcome.Status;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What TensorFlow says when it refuses or fails, sorted and without what differs from run to run
 * and machine to machine.
 */
final class TensorFlowMessage {
  private static final int UNIMPLEMENTED = 12;
  private static final int LONGEST = 1000;
  private static final Pattern SOURCE =
      Pattern.compile("(?:/[\\w.+-]+)+/([\\w.+-]+\\.(?:cc|h|cpp|so))");
  private static final Pattern ADDRESS = Pattern.compile("\\b0x[0-9a-fA-F]{6,}\\b");
  private static final Pattern UNSUPPORTED =
      Pattern.compile(
          "no opkernel was registered|no registered '|not (yet )?(implemented|supported)"
              + "|unsupported|does(n't| not) (currently )?support|only supports?"
              + "|is not in the list of allowed values|unimplemented|supports? only"
              + "|not supported|could not find valid device for node");

  private TensorFlowMessage() {}

  static Said of(Exception e) {
    String text = clean(e instanceof TensorFlowException ? String.valueOf(e.getMessage()) : e.toString());
    boolean unsupported =
        e instanceof TensorFlowException t
            && (t.code() == UNIMPLEMENTED
                || UNSUPPORTED.matcher(text.toLowerCase(Locale.ROOT)).find());
    return new Said(unsupported ? Status.UNSUPPORTED : Status.ERROR, text);
  }

  /** A message without folders, addresses and line breaks. */
  static String clean(String message) {
    String text = SOURCE.matcher(message).replaceAll("$1");
    text = ADDRESS.matcher(text).replaceAll("0x?").replaceAll("\\s+", " ").strip();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
