package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hybrid campaigns of the finished distribution on systems with operators of their own. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class HybridIT {
  private static final List<String> RULES =
      List.of(
          "assay rules 1",
          "operator aten relu 1 1 1",
          "input self single T float32 int32 int64",
          "output output_0 single T float32 int32 int64",
          "types T float32 int32 int64",
          "type output_0 type(self)",
          "shape output_0 self");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"tensorflow, shipped, grappler, tensorflow", "torch, relu.rules, nnc, aten"})
  void theOperatorsOfASystemAreDrawnAndItsLevelsAgree(
      String system, String rules, String level, String domain) throws Exception {
    String installed = System.getProperty("assay.installed", "");
    assumeTrue(
        !installed.isEmpty(), "no cache with " + system + " is given (-Dassay.installed=FOLDER)");
    Files.write(folder.resolve("relu.rules"), RULES);
    Path told = folder.resolve("told.txt");
    List<String> words =
        new ArrayList<>(List.of("fuzz", "--json", "--seed", "3", "--nodes", "4", "--tests", "30"));
    words.addAll(List.of("--include", domain + ",Add,Relu,Transpose,MatMul"));
    words.addAll(List.of("--rules", rules.equals("shipped") ? rules : folder.resolve(rules) + ""));
    words.addAll(List.of("--backend", system + ":plain", "--backend", system + ":" + level));
    words.addAll(List.of("--out", folder.resolve("out").toString()));
    new ProcessBuilder(Distribution.command(Path.of(installed), words))
        .redirectOutput(told.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
    List<String> lines = Files.readAllLines(told);
    JsonNode summary = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(summary.path("own_failures").asLong(-1)).isZero();
    assertThat(summary.path("tests").asLong()).isEqualTo(30);
    assertThat(drawn(domain)).isPositive();
  }

  /** How many nodes of a domain the campaign drew. */
  private long drawn(String domain) throws SQLException {
    String database = "jdbc:sqlite:" + folder.resolve("out").resolve("campaign.db");
    try (Connection c = DriverManager.getConnection(database);
        Statement s = c.createStatement();
        ResultSet r =
            s.executeQuery(
                "select total(nodes) from operators where name like '" + domain + ".%'")) {
      r.next();
      return r.getLong(1);
    }
  }
}
