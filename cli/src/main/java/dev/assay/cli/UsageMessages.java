package dev.assay.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what may have been meant. */
final class UsageMessages implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    String message = message(e);
    String help = line.getCommandSpec().qualifiedName() + " --help";
    Messages.facts(err, line.getColorScheme(), Messages.withFact(message, "help", help));
    err.flush();
    return Main.USAGE;
  }

  private static String message(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return e.getCause() instanceof CommandLine.TypeConversionException cause
          ? String.valueOf(cause.getMessage())
          : String.valueOf(e.getMessage());
    }
    String word = unmatched.getUnmatched().get(0);
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    boolean option = word.startsWith("-");
    if (!option && spec.subcommands().isEmpty()) {
      return "one word too many: " + word;
    }
    List<String> known =
        option
            ? spec.options().stream().map(o -> o.longestName()).toList()
            : List.copyOf(spec.subcommands().keySet());
    return String.valueOf(
        Suggestions.unknown(
                option ? "option" : "command",
                option ? word.replaceFirst("=.*", "") : word,
                known,
                String.join(" ", known))
            .getMessage());
  }
}
