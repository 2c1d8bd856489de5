package dev.assay.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.report.Evidence.Checks;
import dev.assay.cli.report.Objection.Kind;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.KnownBug;
import dev.assay.corpus.Releases;
import dev.assay.oracle.Judgement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each reason for which maintainers send reports back is found, and nothing else is. */
final class LinterTest {
  private static List<Kind> kinds(Evidence evidence) {
    return objections(evidence).stream().map(Objection::kind).toList();
  }

  private static List<Objection> objections(Evidence evidence) {
    return new Linter(evidence, "case").objections();
  }

  private static List<Objection> objections(Checks checks) {
    return objections(Findings.with(Findings.fusedMatMul(), checks));
  }

  private static Graph binary(String operator, DType type) {
    return new Graph(
        "g",
        Map.of("", 17),
        List.of(new Value("a", TensorType.of(type, 1)), new Value("b", TensorType.of(type, 1))),
        Map.of(),
        List.of(Node.of(operator, List.of("a", "b"), List.of("y"), Map.of())),
        List.of(new Value("y", TensorType.of(type, 1))));
  }

  private static Map<String, Tensor> integers(long a, long b) {
    return Map.of(
        "a",
        Tensor.of(DType.INT32, new int[] {1}, a),
        "b",
        Tensor.of(DType.INT32, new int[] {1}, b));
  }

  @Test
  void nothingSpeaksAgainstAMinimalModelThatIsWrongEveryTime() {
    assertThat(objections(Findings.fusedMatMul())).isEmpty();
  }

  @Test
  void aModelThatTheCheckerRefusesIsInvalid() {
    Checks checks = new Checks(Optional.of("Bad node"), Optional.empty(), Optional.empty());
    Objection only = objections(checks).get(0);
    assertThat(only.kind()).isEqualTo(Kind.INVALID);
    assertThat(only.toString()).contains("required : ", "but      : Bad node", "way out  : ");
  }

  @Test
  void aSecondRunThatDiffersIsUnstable() {
    Judgement differs = new Judgement(Verdict.UNSTABLE, "two runs differ\n  second   : pass", 1, 0);
    List<Objection> objections = objections(Findings.judged(Findings.fusedMatMul(), differs));
    assertThat(objections).extracting(Objection::kind).containsExactly(Kind.UNSTABLE);
    assertThat(objections.get(0).but()).contains("second   : pass");
  }

  @Test
  void aModelThatCanBeCutIsLargeAndTheWayOutIsTheReducer() {
    Checks checks =
        new Checks(Optional.empty(), Optional.of("9 nodes, where 8 do"), Optional.empty());
    Objection only = objections(checks).get(0);
    assertThat(only.kind()).isEqualTo(Kind.LARGE);
    assertThat(only.wayOut()).isEqualTo("assay reduce case");
  }

  @Test
  void aBugWithALinkIsKnownAndOneWithoutIsNot() {
    for (Optional<String> link : List.of(Optional.of("https://x/1"), Optional.<String>empty())) {
      KnownBug bug =
          new KnownBug(
              "onnxruntime",
              Releases.parse("1.29.0"),
              "MatMul-13",
              false,
              Optional.empty(),
              "",
              "",
              link);
      Checks checks = new Checks(Optional.empty(), Optional.empty(), Optional.of(bug));
      assertThat(objections(checks))
          .extracting(Objection::kind)
          .isEqualTo(link.isPresent() ? List.of(Kind.KNOWN) : List.of());
    }
  }

  @Test
  void whatTheNewestReleaseDoesNotShowIsGone() {
    Graph add = binary("Add", DType.INT32);
    Map<String, Tensor> inputs = integers(1, 2);
    Outcome right = Outcome.ok(GraphReading.values(add, inputs).outputs(), 1);
    assertThat(kinds(Findings.everywhere(add, inputs, right))).containsExactly(Kind.GONE);
  }

  /** A process that dies of a division by zero is a finding, but rests on what is undefined. */
  @Test
  void whatRestsOnUndefinedBehaviourIsKeptApart() {
    Graph div = binary("Div", DType.INT32);
    Outcome died = Outcome.failed(Status.CRASH, Phase.RUN, "SIGFPE", 1);
    Evidence byZero = Findings.everywhere(div, integers(1, 0), died);
    assertThat(kinds(byZero)).containsExactly(Kind.UNDEFINED);
    assertThat(objections(byZero).get(0).but()).contains("division-by-zero");
    assertThat(kinds(Findings.everywhere(div, integers(1, 1), died))).isEmpty();
  }

  @Test
  void anOperatorThatNobodyKnowsIsInvalid() {
    assertThat(Linter.invalid("no such operator", "case").toString())
        .startsWith("the model is not valid ONNX\n  required : ");
  }
}
