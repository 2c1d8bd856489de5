package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MainTest {
  @Test
  void printingTheVersionIsClean() {
    assertThat(Main.run("--version")).isEqualTo(Main.CLEAN);
  }

  @Test
  void anUnknownOptionIsWrongUsage() {
    assertThat(Main.run("--no-such-option")).isEqualTo(Main.USAGE);
  }
}
