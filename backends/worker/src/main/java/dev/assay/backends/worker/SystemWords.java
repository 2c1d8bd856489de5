package dev.assay.backends.worker;

import dev.assay.core.backend.Outcome.Status;
import java.util.regex.Pattern;

/**
 * What a system under test says when it refuses or fails, sorted, and without what differs from run
 * to run and machine to machine.
 */
public final class SystemWords {
  private static final Pattern SOURCE =
      Pattern.compile("(?:[\\w.+-]*/)+([\\w.+-]+\\.(?:cc|cpp|c|cu|h|hpp|py|rs|so)\\b)");
  private static final Pattern ADDRESS = Pattern.compile("\\b0x[0-9a-fA-F]{6,}\\b");
  private static final int LONGEST = 1000;

  private final Pattern unsupported;

  /**
   * The words of one system.
   *
   * @param unsupported a regular expression for what it says of things that it has not, in any case
   */
  public SystemWords(String unsupported) {
    this.unsupported = Pattern.compile(unsupported, Pattern.CASE_INSENSITIVE);
  }

  /** Whether the system has not what was asked for, or fails on what it ought to have. */
  public Status status(String said) {
    return unsupported.matcher(said).find() ? Status.UNSUPPORTED : Status.ERROR;
  }

  /** A message without folders, addresses and line breaks. */
  public static String clean(String message) {
    String text = SOURCE.matcher(message).replaceAll("$1");
    text = ADDRESS.matcher(text).replaceAll("0x?").replaceAll("\\s+", " ").strip();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
