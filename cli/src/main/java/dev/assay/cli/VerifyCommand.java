package dev.assay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Proves and refutes properties of models. */
@Command(
    name = "verify",
    customSynopsis = "assay verify COMMAND [OPTIONS]",
    header = "Prove a property of a model, or find an input that breaks it.",
    description = {"", "docs/verify.md says what is proved, and in which arithmetic.", ""},
    commandListHeading = "%n@|bold Commands|@%n",
    optionListHeading = "%n@|bold Options|@%n",
    subcommands = {
      RobustnessCommand.class,
      CheckCommand.class,
      ImageCommand.class,
      LayerCommand.class
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Runnable {

  /** The exit code of what is neither proved nor refuted. */
  static final int UNKNOWN = 4;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
