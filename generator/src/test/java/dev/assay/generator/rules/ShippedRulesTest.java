package dev.assay.generator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"onnxruntime-1.29.0.rules", "tensorflow-2.18.0.rules", "torch-2.10.0.rules"})
  void theyAreReadAndWrittenBackAsTheyStand(String file) throws IOException {
    List<String> lines;
    try (InputStream in = Objects.requireNonNull(OperatorRules.class.getResourceAsStream(file));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines = reader.lines().toList();
    }
    List<String> written = new ArrayList<>();
    RulesFromText.of(lines).forEach(rules -> written.addAll(RulesText.of(rules)));
    assertThat(written).hasSizeGreaterThan(20);
    assertThat(lines).containsSubsequence(written);
  }
}
