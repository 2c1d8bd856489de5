package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.core.Choices;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.TensorType;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.Campaign;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.Recipe;
import dev.assay.corpus.TestCase;
import dev.assay.generator.Found;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.Policy;
import dev.assay.generator.invalid.Breach;
import dev.assay.generator.invalid.InvalidModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FuzzLoopTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Outcome DEAD = Outcome.failed(Status.CRASH, Phase.RUN, "SIGSEGV", 1);

  @TempDir Path folder;

  /** What a loop came to. */
  private record Ended(int code, List<JsonNode> events) {
    List<JsonNode> of(String event) {
      return events.stream().filter(e -> e.path("event").asText().equals(event)).toList();
    }

    JsonNode summary() {
      return events.get(events.size() - 1);
    }
  }

  private static MadeTest relu(long k) {
    Choices choices = Choices.of(k);
    double[] x = new double[6];
    for (int i = 0; i < x.length; i++) {
      x[i] = choices.between(-9, 9);
    }
    return new MadeTest(
        Models.relu(),
        Map.of("x", Tensor.of(DType.FLOAT32, new int[] {2, 3}, x)),
        Policy.EXACT,
        Found.How.DRAWN,
        Map.of());
  }

  private Ended fuzz(long tests, TestSource source, Runner... runners) throws Exception {
    return fuzz(new Stop(Optional.empty(), Optional.of(tests)), source, runners);
  }

  private Ended fuzz(Stop stop, TestSource source, Runner... runners) throws Exception {
    return fuzz(stop, 0, source, runners);
  }

  private Ended fuzz(Stop stop, double rewrites, TestSource source, Runner... runners)
      throws Exception {
    List<String> backends = List.of(runners).stream().map(r -> r.spec().toString()).toList();
    Recipe recipe = new Recipe(1, 10, List.of(), List.of(), List.of(), 0, List.of(), "", backends);
    StringWriter out = new StringWriter();
    int code;
    try (Campaign campaign = Campaign.open(folder, recipe, "1.0")) {
      Report report = new JsonReport(new Events(new PrintWriter(out, true)));
      code =
          new FuzzLoop(
                  campaign,
                  Collections.nCopies(2, new Lane(source, Aims.of(List.of(runners), r -> false))),
                  rewrites,
                  stop,
                  report,
                  NEVER)
              .run();
    }
    List<JsonNode> events = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      events.add(new ObjectMapper().readTree(line));
    }
    return new Ended(code, events);
  }

  @Test
  void aRightBackendIsClean() throws Exception {
    Ended ended = fuzz(5, FuzzLoopTest::relu, FakeRunner.right("fake"));
    assertThat(ended.code()).isEqualTo(Main.CLEAN);
    assertThat(ended.summary().path("tests").asLong()).isEqualTo(5);
    assertThat(ended.summary().path("models_valid").asLong()).isEqualTo(5);
    assertThat(ended.summary().path("findings").asLong()).isZero();
    assertThat(ended.summary().path("indecisive_elements").asLong()).isZero();
    assertThat(ended.summary().path("elements").asLong()).isEqualTo(30);
    JsonNode exact = ended.summary().path("policies").path("exact");
    assertThat(exact.path("tests").asLong()).isEqualTo(5);
    assertThat(exact.path("point_elements")).isEqualTo(exact.path("output_elements"));
    assertThat(ended.summary().path("inputs_by_way").path("drawn").asLong()).isEqualTo(5);
    assertThat(ended.summary().path("operators").asLong()).isEqualTo(1);
  }

  private static MadeTest broken(long k) {
    InvalidModel invalid =
        new InvalidModel(Models.relu(), Map.of(), Breach.SIZE, "Relu", "sizes fit");
    return new MadeTest(
        Models.relu(),
        relu(k).inputs(),
        Policy.EXACT,
        Found.How.DRAWN,
        Map.of(),
        List.of(),
        Optional.of(invalid),
        ModelOptions.STANDARD);
  }

  @Test
  void aRefusalOfAnInvalidModelIsClean() throws Exception {
    Outcome refused = Outcome.failed(Status.ERROR, Phase.COMPILE, "the sizes do not fit", 1);
    Ended ended = fuzz(3, FuzzLoopTest::broken, new FakeRunner("fake", (t, n) -> refused));
    assertThat(ended.code()).isEqualTo(Main.CLEAN);
    assertThat(ended.summary().path("findings").asLong()).isZero();
  }

  /** What accepts it is told once, and its case replays as what must be refused. */
  @Test
  void anInvalidModelThatRunsIsAFinding() throws Exception {
    Tensor any = Tensor.of(DType.FLOAT32, new int[] {1}, 0.0);
    FakeRunner lenient = new FakeRunner("fake", (t, n) -> Outcome.ok(List.of(any), 1));
    Ended ended = fuzz(3, FuzzLoopTest::broken, lenient);
    assertThat(ended.code()).isEqualTo(Main.FINDINGS);
    assertThat(ended.of("finding")).hasSize(1);
    JsonNode finding = ended.of("finding").get(0);
    assertThat(finding.path("detail").asText()).contains("sizes fit");
    TestCase test = CaseFolder.read(folder.resolve(finding.path("case").asText()));
    assertThat(test.note().orElseThrow().breaks()).contains("sizes fit");
    List<Replay.Row> rows = new Replay(List.of(lenient)).alone("case", test);
    assertThat(rows).singleElement().matches(r -> r.verdict().isFinding());
  }

  @Test
  void aWrongOutputIsKeptAsACase() throws Exception {
    Tensor wrong = Tensor.of(DType.FLOAT32, new int[] {2, 3}, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0);
    Ended ended =
        fuzz(
            1, FuzzLoopTest::relu, new FakeRunner("fake", (t, n) -> Outcome.ok(List.of(wrong), 1)));
    assertThat(ended.code()).isEqualTo(Main.FINDINGS);
    JsonNode finding = ended.of("finding").get(0);
    assertThat(finding.path("verdict").asText()).isEqualTo("mismatch");
    Path kept = folder.resolve(finding.path("case").asText());
    TestCase test = CaseFolder.read(kept);
    assertThat(test.note().orElseThrow().command())
        .isEqualTo(finding.path("command").asText())
        .contains(kept.toString(), "--backend fake");
    Trial trial = relu(0).trial();
    Graph graph = GraphFromOnnx.of(test.model());
    assertThat(test.data().get(0).inputs(graph.inputs()))
        .containsExactlyElementsOf(trial.inputs().values());
    assertThat(test.data().get(0).outputs(graph.outputs())).isEqualTo(FakeRunner.outputs(trial));
  }

  @Test
  void aBugThatComesAgainIsCountedAndNotToldAgain() throws Exception {
    Ended ended = fuzz(4, FuzzLoopTest::relu, new FakeRunner("fake", (t, n) -> DEAD));
    assertThat(ended.of("finding")).hasSize(1);
    assertThat(ended.summary().path("findings").asLong()).isEqualTo(1);
    JsonNode bugs = ended.summary().path("findings_by_signature");
    assertThat(bugs).hasSize(1);
    assertThat(bugs.get(0).path("count").asLong()).isEqualTo(4);
    assertThat(folder.resolve(bugs.get(0).path("case").asText())).isDirectory();
    assertThat(folder.resolve("findings").toFile().list()).hasSize(1);
    assertThat(ended.code()).isEqualTo(Main.FINDINGS);
  }

  @Test
  void whatTheOptimisedBackendRefusesIsComparedWithTheUnoptimised() throws Exception {
    Ended ended =
        fuzz(
            1,
            FuzzLoopTest::relu,
            FakeRunner.right("fake:opt=disabled"),
            new FakeRunner(
                "fake:opt=all",
                (t, n) -> Outcome.failed(Status.UNSUPPORTED, Phase.COMPILE, "no kernel", 1)));
    JsonNode finding = ended.of("finding").get(0);
    assertThat(finding.path("verdict").asText()).isEqualTo("error");
    assertThat(finding.path("command").asText())
        .contains("--backend fake:opt=disabled --backend fake:opt=all");
  }

  @Test
  void whatGoesWrongOnARewrittenFormAloneIsKeptWithTheOriginal() throws Exception {
    FakeRunner narrow =
        new FakeRunner(
            "fake",
            (t, n) ->
                GraphFromOnnx.of(t.model()).nodes().size() > 1
                    ? Outcome.failed(Status.ERROR, Phase.COMPILE, "more than one node", 1)
                    : Outcome.ok(FakeRunner.outputs(t), 1));
    Stop stop = new Stop(Optional.empty(), Optional.of(1L));
    Ended ended = fuzz(stop, 8, FuzzLoopTest::relu, narrow);
    assertThat(ended.code()).isEqualTo(Main.FINDINGS);
    JsonNode finding = ended.of("finding").get(0);
    assertThat(finding.path("detail").asText()).contains("rewritten:", "original : runs well");
    Path kept = folder.resolve(finding.path("case").asText());
    assertThat(finding.path("command").asText()).contains(kept.toString());
    assertThat(GraphFromOnnx.of(CaseFolder.read(kept).model()).nodes()).hasSizeGreaterThan(1);
    assertThat(CaseFolder.read(kept.resolve("original")).model()).isEqualTo(Models.relu());
  }

  @Test
  void aRightBackendIsRightOnEveryRewrittenForm() throws Exception {
    Stop stop = new Stop(Optional.empty(), Optional.of(5L));
    FakeRunner right = FakeRunner.right("fake");
    Ended ended = fuzz(stop, 10, FuzzLoopTest::relu, right);
    assertThat(ended.code()).isEqualTo(Main.CLEAN);
    assertThat(right.calls()).isGreaterThan(50);
  }

  @Test
  void aFindingThatDoesNotComeAgainIsUnstable() throws Exception {
    FakeRunner fickle =
        new FakeRunner("fake", (t, n) -> n == 0 ? DEAD : Outcome.ok(FakeRunner.outputs(t), 1));
    Ended ended = fuzz(1, FuzzLoopTest::relu, fickle);
    JsonNode finding = ended.of("finding").get(0);
    assertThat(finding.path("verdict").asText()).isEqualTo("unstable");
    assertThat(finding.path("detail").asText())
        .contains("first    : the backend died", "second   : pass");
  }

  private static MadeTest meanVariance(long k) {
    Tensor x = Tensor.of(DType.FLOAT16, new int[] {1, 2, 1, 1}, 0.5, 1.5);
    TensorType type = TensorType.of(DType.FLOAT16, 1, 2, 1, 1);
    byte[] model = OnnxFromGraph.of(Models.of("MeanVarianceNormalization", type));
    return new MadeTest(model, Map.of("x", x), Policy.REAL, Found.How.REDRAWN, Map.of());
  }

  private static FakeRunner refusing(String system, String version, String said) {
    return new FakeRunner(
        system, version, (t, n) -> Outcome.failed(Status.ERROR, Phase.COMPILE, said, 1));
  }

  @Test
  void aKnownBugIsCountedAndItsFirstCaseKept() throws Exception {
    FakeRunner onnxRuntime =
        refusing("onnxruntime", "1.29.0", "Optype (Add) bound to different types");
    Ended ended = fuzz(3, FuzzLoopTest::meanVariance, onnxRuntime);
    assertThat(ended.code()).isEqualTo(Main.CLEAN);
    assertThat(ended.of("finding")).isEmpty();
    assertThat(ended.summary().path("findings").asLong()).isZero();
    JsonNode known = ended.summary().path("known").get(0);
    assertThat(known.path("bug").asText()).contains("onnxruntime MeanVarianceNormalization-13");
    assertThat(known.path("count").asLong()).isEqualTo(3);
    assertThat(known.path("why").asText()).isNotEmpty();
    assertThat(ended.summary().path("verdicts").path("onnxruntime").path("error").asLong())
        .isEqualTo(3);
    Path kept = folder.resolve(known.path("case").asText());
    assertThat(kept).isEqualTo(folder.resolve("findings/0000000-onnxruntime-error"));
    assertThat(CaseFolder.is(kept)).isTrue();
    assertThat(kept.resolveSibling("0000001-onnxruntime-error")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "onnxruntime, 1.29.0, another complaint",
    "onnxruntime, 1.30.0, Optype (Add) bound to different types",
    "tvm, 1.29.0, Optype (Add) bound to different types",
  })
  void whatIsNotListedIsAFinding(String system, String version, String said) throws Exception {
    Ended ended = fuzz(1, FuzzLoopTest::meanVariance, refusing(system, version, said));
    assertThat(ended.code()).isEqualTo(Main.FINDINGS);
    assertThat(ended.summary().path("known")).isEmpty();
  }

  @Test
  void whatTheUnoptimisedBackendGetsRightIsNotKnown() throws Exception {
    Ended ended =
        fuzz(
            1,
            FuzzLoopTest::meanVariance,
            new FakeRunner(
                "onnxruntime:opt=disabled",
                "1.29.0",
                (t, n) -> Outcome.ok(FakeRunner.outputs(t), 1)),
            refusing("onnxruntime:opt=all", "1.29.0", "Optype (Add) bound to different types"));
    assertThat(ended.of("finding")).hasSize(1);
  }

  @Test
  void aFailureOfOurOwnIsKeptAndTheCampaignGoesOn() throws Exception {
    TestSource source =
        k -> {
          if (k == 1) {
            throw new IllegalStateException("planted");
          }
          return relu(k);
        };
    Ended ended = fuzz(3, source, FakeRunner.right("fake"));
    assertThat(ended.code()).isEqualTo(Main.FAILURE);
    assertThat(ended.summary().path("tests").asLong()).isEqualTo(3);
    assertThat(ended.summary().path("own_failures").asLong()).isEqualTo(1);
    assertThat(ended.summary().path("models_valid").asLong()).isEqualTo(2);
    JsonNode failure = ended.of("own-failure").get(0);
    assertThat(failure.path("detail").asText()).contains("planted");
    assertThat(failure.path("command").asText()).contains("--from 1");
    assertThat(Path.of(failure.path("case").asText()).resolve("assay.json"))
        .content()
        .contains("FuzzLoopTest", "planted");
  }

  @Test
  void theSameCampaignGoesOnWhereItStopped() throws Exception {
    fuzz(3, FuzzLoopTest::relu, FakeRunner.right("fake"));
    FakeRunner second = FakeRunner.right("fake");
    Ended ended = fuzz(5, FuzzLoopTest::relu, second);
    assertThat(ended.of("start").get(0).path("first_test").asLong()).isEqualTo(3);
    assertThat(ended.summary().path("tests").asLong()).isEqualTo(5);
    assertThat(ended.summary().path("tests_this_run").asLong()).isEqualTo(2);
    assertThat(second.calls()).isEqualTo(2);
  }

  @Test
  void aDeathWhileTheCampaignEndsIsNoFinding() throws Exception {
    Stop stop = new Stop(Optional.empty(), Optional.empty());
    FakeRunner dying =
        new FakeRunner(
            "fake",
            (t, n) -> {
              stop.ask();
              return DEAD;
            });
    Ended ended = fuzz(stop, FuzzLoopTest::relu, dying);
    assertThat(ended.code()).isEqualTo(Main.CLEAN);
    assertThat(ended.summary().path("tests").asLong()).isZero();
    assertThat(folder.resolve("findings")).isEmptyDirectory();
  }

  @Test
  void timeUpBeginsNoTest() throws Exception {
    Stop stop = new Stop(Optional.of(Duration.ZERO), Optional.empty());
    Ended ended = fuzz(stop, FuzzLoopTest::relu, FakeRunner.right("fake"));
    assertThat(ended.summary().path("tests").asLong()).isZero();
  }
}
