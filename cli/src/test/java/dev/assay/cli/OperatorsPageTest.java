package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class OperatorsPageTest {
  @Test
  void thePageSaysWhatTheCatalogueSays() throws IOException {
    assertThat(Said.by("ops", "--markdown").out())
        .as("docs/operators.md, which this writes: ./assay ops --markdown > docs/operators.md")
        .isEqualTo(Files.readString(Path.of("..", "docs", "operators.md")));
  }
}
