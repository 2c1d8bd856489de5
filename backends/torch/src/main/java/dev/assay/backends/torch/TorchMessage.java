package dev.assay.backends.torch;

import dev.assay.backends.emitter.EmittedTrial.Said;
import dev.assay.backends.worker.SystemWords;
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
  private static final SystemWords WORDS =
      new SystemWords(
          "not (currently |yet )?(implemented|supported)|does not (currently |yet )?support"
              + "|unsupported|only supports?|only .*\\bsupported|nyi\\b"
              + "|could not run 'aten::");

  private TorchMessage() {}

  static Said of(Exception e) {
    String text = clean(String.valueOf(e.getMessage()));
    return new Said(WORDS.status(text), text);
  }

  /** A message without traces, folders, addresses and line breaks. */
  static String clean(String message) {
    return SystemWords.clean(
        TRACE.matcher(REST.matcher(message).replaceFirst("")).replaceFirst(""));
  }
}
