package dev.assay.backends.torch;

import dev.assay.backends.emitter.EmittedTrial.Said;
import dev.assay.core.backend.Outcome.Status;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What LibTorch says when it refuses or fails, sorted and without what differs from run to run and
 * machine to machine.
 */
final class TorchMessage {
  /** The stack of C++ and the listings of TorchScript come after what was said. */
  private static final Pattern REST =
      Pattern.compile("(?s)\\n(?:Exception raised from |The above operation failed).*");

  private static final Pattern TRACE =
      Pattern.compile(
          "^The following operation failed in the TorchScript interpreter\\..*?Error: ",
          Pattern.DOTALL);
  private static final Pattern SOURCE =
      Pattern.compile("(?:/[\\w.+-]+)+/([\\w.+-]+\\.(?:cc|h|cpp|cu|so))");
  private static final Pattern ADDRESS = Pattern.compile("\\b0x[0-9a-fA-F]{6,}\\b");
  private static final Pattern UNSUPPORTED =
      Pattern.compile(
          "not (currently |yet )?(implemented|supported)|does not (currently |yet )?support"
              + "|unsupported|only supports?|only .*\\bsupported|nyi\\b"
              + "|could not run 'aten::");
  private static final int LONGEST = 1000;

  private TorchMessage() {}

  static Said of(Exception e) {
    String text = clean(String.valueOf(e.getMessage()));
    boolean unsupported = UNSUPPORTED.matcher(text.toLowerCase(Locale.ROOT)).find();
    return new Said(unsupported ? Status.UNSUPPORTED : Status.ERROR, text);
  }

  /** A message without traces, folders, addresses and line breaks. */
  static String clean(String message) {
    String text = TRACE.matcher(REST.matcher(message).replaceFirst("")).replaceFirst("");
    text = SOURCE.matcher(text).replaceAll("$1");
    text = ADDRESS.matcher(text).replaceAll("0x?").replaceAll("\\s+", " ").strip();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
