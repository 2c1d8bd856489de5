package dev.assay.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Says why a command ended early: a mistake of the caller as its facts, anything else as our own
 * failure, with its stack trace in a file.
 */
final class Messages implements IExecutionExceptionHandler {
  private static final Pattern FACT = Pattern.compile("\n  (\\S[^:\n]*) : ");

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
    PrintWriter err = line.getErr();
    ColorScheme colours = line.getColorScheme();
    if (e instanceof IllegalArgumentException) {
      facts(err, colours, String.valueOf(e.getMessage()));
      err.flush();
      return Main.USAGE;
    }
    if (e instanceof UncheckedIOException && e.getCause() instanceof NoSuchFileException missing) {
      facts(err, colours, "no such file: " + missing.getMessage());
      err.flush();
      return Main.USAGE;
    }
    facts(
        err, colours, "Assay itself failed\n  because     : " + e + "\n  stack trace : " + save(e));
    err.flush();
    return Main.FAILURE;
  }

  private static String save(Throwable e) {
    String trace = trace(e);
    try {
      Path file = Files.createTempFile("assay-failure-", ".txt");
      Files.writeString(file, trace);
      return file.toString();
    } catch (IOException unwritable) {
      return trace;
    }
  }

  static String trace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  /** A message of facts with one more, aligned with the others. */
  static String withFact(String message, String name, String value) {
    Matcher first = FACT.matcher(message);
    int width = first.find() ? first.group(1).length() : name.length();
    return message + "\n  " + String.format("%-" + width + "s", name) + " : " + value;
  }

  /** Prints a message of facts, its first line standing out. */
  static void facts(PrintWriter err, ColorScheme colours, String message) {
    int end = message.indexOf('\n');
    String first = end < 0 ? message : message.substring(0, end);
    err.println(colours.errorText("assay: " + first) + (end < 0 ? "" : message.substring(end)));
  }
}
