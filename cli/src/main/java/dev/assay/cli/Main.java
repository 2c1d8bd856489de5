package dev.assay.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command {@code assay}.
 *
 * <p>Its exit codes: 0 clean, 1 findings, 2 wrong usage or bad input, 3 our own failure.
 */
@Command(
    name = "assay",
    header = "Fuzzes and verifies deep-learning compilers.",
    customSynopsis = "assay COMMAND [OPTIONS]",
    commandListHeading = "%n@|bold Commands|@%n",
    optionListHeading = "%n@|bold Options|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay fuzz --time 60s",
      "      looks for bugs in ONNX Runtime for a minute",
      "  assay replay assay-out/2026-01-31T12-00-00/findings --backend onnxruntime:opt=all",
      "      runs again what was found",
      "",
      "Exit code: 0 clean, 1 findings, 2 wrong usage or bad input, 3 Assay itself failed."
    },
    subcommands = {
      FuzzCommand.class,
      GenCommand.class,
      ReplayCommand.class,
      VerifyCommand.class,
      RewriteCommand.class,
      ReduceCommand.class,
      BlameCommand.class,
      KnownCommand.class,
      ReportCommand.class,
      InferCommand.class,
      OpsCommand.class,
      BackendsCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeOnInvalidInput = Main.USAGE,
    exitCodeOnExecutionException = Main.FAILURE)
public final class Main implements Runnable {
  static final int CLEAN = 0;
  static final int FINDINGS = 1;
  static final int USAGE = 2;
  static final int FAILURE = 3;
  private static final int WIDTH = 100;

  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    System.exit(
        run(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args));
  }

  /** Runs a command; gives its exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Main())
        .setUsageHelpWidth(WIDTH)
        .setOut(out)
        .setErr(err)
        .setHelpFactory(Look::new)
        .setParameterExceptionHandler(new UsageMessages())
        .setExecutionExceptionHandler(new Messages())
        .execute(args);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "(unpackaged)");
  }

  /** The version, as the jar's manifest has it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"assay " + version()};
    }
  }
}
