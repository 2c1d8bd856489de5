package dev.assay.backends.tvm4j;

import dev.assay.core.backend.Outcome.Status;
import java.util.regex.Pattern;

/**
 * What TVM says when it refuses or fails, sorted and without what differs from run to run and
 * machine to machine.
 */
record Tvm4jMessage(Status status, String text) {
  private static final Pattern TRACE =
      Pattern.compile("(?s)^(\\w+: )?Traceback.*?\\n(?=\\S)|\\n\\s+\\d+: [^\\n]*");
  private static final Pattern SOURCE =
      Pattern.compile("(?:/[\\w.+-]+)+/([\\w.+-]+\\.(?:cc|h|py|so))");
  private static final Pattern ADDRESS = Pattern.compile("\\b0x[0-9a-fA-F]{6,}\\b");
  private static final Pattern UNSUPPORTED =
      Pattern.compile(
          "not (currently |yet )?(implemented|supported)|does not (currently |yet )?support"
              + "|unsupported|unimplemented|OpNotImplemented|NotImplementedError"
              + "|only supports?\\b|only .*\\bsupported|TVM4J has no|an output is of",
          Pattern.CASE_INSENSITIVE);
  private static final int LONGEST = 1000;

  static Tvm4jMessage of(String said) {
    String text = clean(said);
    return new Tvm4jMessage(
        UNSUPPORTED.matcher(text).find() ? Status.UNSUPPORTED : Status.ERROR, text);
  }

  /** A message without the places it came by, folders, addresses and line breaks. */
  static String clean(String message) {
    String text = TRACE.matcher(message).replaceAll("$1");
    text = SOURCE.matcher(text).replaceAll("$1");
    text = ADDRESS.matcher(text).replaceAll("0x?").replaceAll("\\s+", " ").strip();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
