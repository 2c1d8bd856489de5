package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class NativeConformanceTest {
  private static final Pattern ROW = Pattern.compile("^\\| `(test_\\w+)` \\|.*");

  @Test
  void eachCaseThatDoesNotPassHasItsReasonAndEachReasonACase() throws IOException {
    List<String> names =
        Files.readAllLines(Path.of("..", "docs", "conformance-onnxruntime.md")).stream()
            .map(ROW::matcher)
            .filter(m -> m.matches())
            .map(m -> m.group(1))
            .toList();
    assertThat(names)
        .isNotEmpty()
        .allMatch(
            name ->
                NativeConformance.reasons().keySet().stream()
                    .anyMatch(p -> p.matcher(name).matches()));
    assertThat(NativeConformance.reasons().keySet())
        .allMatch(p -> names.stream().anyMatch(name -> p.matcher(name).matches()));
  }
}
