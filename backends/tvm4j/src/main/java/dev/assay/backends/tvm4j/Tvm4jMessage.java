package dev.assay.backends.tvm4j;

import dev.assay.backends.worker.SystemWords;
import dev.assay.core.backend.Outcome.Status;
import java.util.regex.Pattern;

/**
 * What TVM says when it refuses or fails, sorted and without what differs from run to run and
 * machine to machine.
 */
record Tvm4jMessage(Status status, String text) {
  private static final Pattern TRACE =
      Pattern.compile("(?s)^(\\w+: )?Traceback.*?\\n(?=\\S)|\\n\\s+\\d+: [^\\n]*");
  private static final SystemWords WORDS =
      new SystemWords(
          "not (currently |yet )?(implemented|supported)|does not (currently |yet )?support"
              + "|unsupported|unimplemented|OpNotImplemented|NotImplementedError"
              + "|only supports?\\b|only .*\\bsupported|TVM4J has no|an output is of"
              // sizes that are known only when it runs
              + "|Cannot allocate memory symbolic tensor shape");

  static Tvm4jMessage of(String said) {
    String text = clean(said);
    return new Tvm4jMessage(WORDS.status(text), text);
  }

  /** A message without the places it came by, folders, addresses and line breaks. */
  static String clean(String message) {
    return SystemWords.clean(TRACE.matcher(message).replaceAll("$1"));
  }
}
