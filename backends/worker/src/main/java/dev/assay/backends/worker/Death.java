package dev.assay.backends.worker;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a dead process left behind, in words. The first line tells one cause of death from another:
 * it holds the signal and the native frame, and neither addresses nor numbers of processes.
 */
final class Death {
  private static final Pattern SIGNAL =
      Pattern.compile(
          "^#\\s+(SIG[A-Z]+|EXCEPTION_[A-Z_]+|Internal Error)[^\\n]*", Pattern.MULTILINE);
  private static final Pattern FRAME =
      Pattern.compile("^# Problematic frame:\\s*\\n#\\s*(.*)$", Pattern.MULTILINE);
  private static final Pattern OFFSET = Pattern.compile("\\[([^\\]\\s]+\\+0x[0-9a-f]+)\\]");
  private static final Pattern FUNCTION = Pattern.compile("^\\s+(\\S+?)(\\(.*)?\\+0x[0-9a-f]+");
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9,
          "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");
  private static final int LAST_LINES = 6;

  private Death() {}

  /**
   * The cause of death.
   *
   * @param exit the exit code; from 128 on, a signal
   * @param report HotSpot's report of a fatal error; empty where it left none
   * @param lastWords what the process printed on its standard error
   */
  static String of(int exit, String report, String lastWords) {
    String cause = report.isEmpty() ? ofExit(exit) : ofReport(report);
    List<String> words =
        Arrays.stream(lastWords.split("\\R"))
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    return words.isEmpty()
        ? cause
        : words.stream()
            .skip(Math.max(0, words.size() - LAST_LINES))
            .collect(Collectors.joining("\n  ", cause + "\n  ", ""));
  }

  private static String ofExit(int exit) {
    String signal = SIGNALS.get(exit - 128);
    return signal == null ? "exit " + exit : signal;
  }

  private static String ofReport(String report) {
    Matcher signal = SIGNAL.matcher(report);
    if (!signal.find()) {
      return report.contains("insufficient memory")
          ? "no native memory left"
          : "a fatal error of the JVM";
    }
    Matcher frame = FRAME.matcher(report);
    if (!frame.find()) {
      return signal.group(1);
    }
    Matcher offset = OFFSET.matcher(frame.group(1));
    if (!offset.find()) {
      return signal.group(1) + " at " + frame.group(1).strip();
    }
    Matcher function = FUNCTION.matcher(frame.group(1).substring(offset.end()));
    return signal.group(1)
        + " at "
        + offset.group(1)
        + (function.find() ? " in " + function.group(1) : "");
  }
}
