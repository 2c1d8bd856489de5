package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A campaign of the finished distribution, whose processes are killed. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
final class CampaignIT {
  private static final int TESTS = 120;

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  private Process fuzz(String name, String backend) throws Exception {
    List<String> command =
        Distribution.command(
            folder.resolve("cache"),
            List.of(
                "fuzz",
                "--json",
                "--seed",
                "7",
                "--nodes",
                "4",
                "--include",
                "Add,Mul,Relu,Neg,Abs",
                "--types",
                "float32",
                "--tests",
                "" + TESTS,
                "--backend",
                backend,
                "--out",
                folder.resolve(name).toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve(name + ".txt").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    started.add(process);
    return process;
  }

  private JsonNode summary(String name) throws Exception {
    List<String> lines = Files.readAllLines(folder.resolve(name + ".txt"));
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  /** The tests that a campaign has kept. */
  private long kept(String name) {
    Path database = folder.resolve(name).resolve("campaign.db");
    if (!Files.exists(database)) {
      return 0;
    }
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement s = c.createStatement();
        ResultSet r = s.executeQuery("select count(*) from tests")) {
      return r.getLong(1);
    } catch (SQLException beforeTheTableIsMade) {
      return 0;
    }
  }

  private void await(Process process, String name, long tests) throws InterruptedException {
    while (process.isAlive() && kept(name) < tests) {
      Thread.sleep(20);
    }
  }

  @Test
  void aKilledCampaignLosesNothingButTheTestsInFlight() throws Exception {
    for (int kill = 1; kill <= 3; kill++) {
      Process process = fuzz("killed", "reference");
      await(process, "killed", kill * 10L);
      long before = kept("killed");
      process.destroyForcibly().waitFor();
      assertThat(kept("killed")).isGreaterThanOrEqualTo(before);
    }
    assertThat(fuzz("killed", "reference").waitFor()).isEqualTo(Main.CLEAN);
    assertThat(fuzz("whole", "reference").waitFor()).isEqualTo(Main.CLEAN);
    for (String field :
        List.of("tests", "models_valid", "elements", "models_by_operator", "verdicts")) {
      assertThat(summary("killed").path(field)).isEqualTo(summary("whole").path(field));
    }
    assertThat(summary("killed").path("tests").asLong()).isEqualTo(TESTS);
  }

  @Test
  void aKilledWorkerCostsNoTest() throws Exception {
    Process process = fuzz("worker", "onnxruntime:opt=disabled");
    for (int kill = 1; kill <= 10; kill++) {
      await(process, "worker", kill * 10L);
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    process.waitFor();
    assertThat(kept("worker")).isEqualTo(TESTS);
    assertThat(summary("worker").path("own_failures").asLong()).isZero();
    JsonNode verdicts = summary("worker").path("verdicts").path("onnxruntime:opt=disabled");
    long told =
        Stream.of("pass", "indecisive", "unstable").mapToLong(v -> verdicts.path(v).asLong()).sum();
    assertThat(told).isEqualTo(TESTS);
    assertThat(verdicts.path("unstable").asLong()).isLessThanOrEqualTo(10);
  }
}
