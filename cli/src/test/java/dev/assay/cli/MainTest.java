package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  @Test
  void printingTheVersionIsClean() {
    Said said = Said.by("--version");
    assertThat(said.code()).isEqualTo(Main.CLEAN);
    assertThat(said.out()).startsWith("assay ");
  }

  @Test
  void withoutACommandTheHelpIsPrinted() {
    Said said = Said.by();
    assertThat(said.code()).isEqualTo(Main.CLEAN);
    assertThat(said.out()).contains("fuzz", "gen", "replay", "ops", "backends");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fuzz", "gen", "replay", "ops", "backends"})
  void everyCommandHasHelp(String command) {
    Said said = Said.by(command, "--help");
    assertThat(said.code()).isEqualTo(Main.CLEAN);
    assertThat(said.out()).contains("Usage: assay " + command, "--json");
  }

  @Test
  void theShellIsTaughtEveryCommand() {
    Said said = Said.by("generate-completion");
    assertThat(said.code()).isEqualTo(Main.CLEAN);
    assertThat(said.out()).contains("complete -F", "fuzz", "show", "--svg", "--html");
  }

  @Test
  void helpShowsOptionsAsPeopleWriteThem() {
    assertThat(Said.by("fuzz", "--help").out()).contains("--time D ", "--include OPS ");
  }

  @Test
  void anUnknownCommandIsMetWithTheNearest() {
    Said said = Said.by("fuz");
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("unknown command fuz", "did you mean : fuzz");
  }

  @Test
  void anUnknownOptionIsMetWithTheNearest() {
    Said said = Said.by("fuzz", "--node", "3");
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("unknown option --node", "did you mean : --nodes");
  }

  @Test
  void anUnknownOperatorIsMetWithTheNearest() {
    Said said = Said.by("fuzz", "--include", "Add,Sofmax");
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("unknown operator Sofmax", "did you mean : Softmax");
  }

  @Test
  void anUnknownElementTypeIsMetWithTheNearest() {
    Said said = Said.by("fuzz", "--types", "flot32");
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("unknown element type flot32", "did you mean : float32");
  }

  @Test
  void aDurationOfAnotherFormIsWrongUsage() {
    Said said = Said.by("fuzz", "--time", "soon");
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("required", "60s", "soon");
  }

  @Test
  void anOperatorBothIncludedAndExcludedIsWrongUsage() {
    Said said = Said.by("fuzz", "--include", "Softmax", "--exclude", "Softmax");
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("both included and excluded", "Softmax");
  }

  @Test
  void aRequiredOptionThatIsMissingIsNamed() {
    Said said = Said.by("gen", "--stats");
    assertThat(said.code()).isEqualTo(Main.USAGE);
    assertThat(said.err()).contains("--count");
  }
}
