package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenCommandTest {
  @TempDir Path folder;

  @Test
  void modelsMayBeMadeForTheSakeOfTheTimeTheyTake() {
    Said said = Said.by("gen", "--count", "3", "--seed", "1");
    assertThat(said.code()).isEqualTo(Main.CLEAN);
    assertThat(said.out()).startsWith("3 models");
  }

  @Test
  void whatIsInModelsIsToldByQuestionAndWhatIsNotMetByName() {
    Said said = Said.by("gen", "--count", "5", "--seed", "1", "--include", "Resize,Add", "--stats");
    assertThat(said.code()).isEqualTo(Main.CLEAN);
    assertThat(said.out())
        .contains("operators    2 of 2", "pairs", "types", "ranks", "sizes", "edges", "attributes")
        .containsPattern("inputs +of 1 models")
        .contains("Resize X: string (there is no text to extrapolate with")
        .containsPattern("unmet +Add-13 A:\\w+");
  }

  @Test
  void jsonHasTheSameCounts() throws Exception {
    Said said = Said.by("gen", "--count", "20", "--nodes", "4", "--seed", "3", "--stats", "--json");
    List<JsonNode> events = new ArrayList<>();
    for (String line : said.out().lines().toList()) {
      events.add(new ObjectMapper().readTree(line));
    }
    JsonNode statistics = events.get(0);
    assertThat(statistics.get("event").asText()).isEqualTo("statistics");
    assertThat(sum(statistics.get("operators")))
        .isEqualTo(statistics.get("nodes").asLong())
        .isPositive();
    assertThat(statistics.get("met_pairs").asInt() + statistics.get("unmet_pairs").size())
        .isEqualTo(statistics.get("possible_pairs").asInt());
    assertThat(statistics.get("inputs_by_way")).hasSizeBetween(1, 2);
    assertThat(sum(statistics.get("inputs_by_way"))).as("one model of ten").isEqualTo(2);
    assertThat(events.get(1).get("models").asInt()).isEqualTo(20);
  }

  private static long sum(JsonNode counts) {
    long sum = 0;
    for (JsonNode n : counts) {
      sum += n.asLong();
    }
    return sum;
  }

  @Test
  void modelsOfALaterStartAreThoseOfAnEarlierOne() throws Exception {
    Path all = folder.resolve("all");
    Path last = folder.resolve("last");
    Said.by("gen", "--count", "3", "--seed", "5", "--out", all.toString(), "--stats");
    Said.by("gen", "--count", "1", "--seed", "5", "--from", "2", "--out", last.toString());
    assertThat(Files.readAllBytes(last.resolve("0000002/model.onnx")))
        .isEqualTo(Files.readAllBytes(all.resolve("0000002/model.onnx")));
  }
}
