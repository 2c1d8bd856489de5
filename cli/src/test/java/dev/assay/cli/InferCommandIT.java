package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.generator.rules.OperatorRules;
import dev.assay.generator.rules.RulesFromText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inference from a backend that the build brings: ONNX Runtime and what it adds to ONNX. */
final class InferCommandIT {
  private static final String OPERATORS = "BiasGelu,Gelu,QuickGelu";

  @TempDir Path folder;

  private Said infer(String out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("infer", "--backend", "onnxruntime", "--calls", "200", "--each", "10m"));
    words.addAll(List.of("--records", folder.resolve(out + ".records").toString()));
    words.addAll(List.of("--out", folder.resolve(out).toString()));
    words.addAll(List.of(more));
    return Said.by(words.toArray(String[]::new));
  }

  private List<OperatorRules> rules(String file) throws IOException {
    return RulesFromText.of(Files.readAllLines(folder.resolve(file)));
  }

  /** An operator that the file tells of already is not asked again, and records stand in for it. */
  @Test
  void aRunThatWasEndedComesToTheSameFile() throws Exception {
    Said whole = infer("whole", "--operators", OPERATORS);
    assertThat(whole.code()).as(whole.err()).isEqualTo(Main.CLEAN);
    infer("parted", "--operators", "BiasGelu,Gelu");
    Said rest = infer("parted", "--operators", OPERATORS);
    assertThat(rest.out()).contains("1 operators asked").doesNotContain("BiasGelu");
    assertThat(folder.resolve("parted")).hasSameTextualContentAs(folder.resolve("whole"));
    assertThat(rules("whole"))
        .extracting(r -> r.declaration().name())
        .contains("Gelu", "QuickGelu");
    assertThat(whole.out()).contains("CPU s, workers included");
  }

  @Test
  void rulesAreMeasuredOnCallsThatTheyDraw() throws Exception {
    infer("some", "--operators", "Gelu");
    Said said =
        Said.by(
            "infer",
            "--backend",
            "onnxruntime",
            "--measure",
            folder.resolve("some").toString(),
            "--seed",
            "7",
            "--out",
            folder.resolve("usable").toString());
    assertThat(said.out()).contains("1 operators, 1 of them usable; of 100 calls drawn");
    assertThat(rules("usable")).isEqualTo(rules("some"));
  }

  @Test
  void aFileWithRulesOfAnotherSeedIsLeftAlone() {
    infer("some", "--operators", "Gelu");
    Said said = infer("some", "--operators", "QuickGelu", "--seed", "2");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("required", "seed 2", "seed 1");
  }
}
