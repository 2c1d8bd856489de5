package dev.assay.cli;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.expr.Behaviour;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphCheck;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.UnsupportedModelException;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Structure;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.Kernels;
import dev.assay.core.reading.UnsupportedNodeException;
import dev.assay.core.tensor.Datum;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.Cases;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.TestCase;
import dev.assay.oracle.Acceptance;
import dev.assay.oracle.Grounds;
import dev.assay.oracle.Judge;
import dev.assay.oracle.Judgement;
import dev.assay.oracle.StoredOutputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Runs test cases on backends and holds the results against the reference and the stored outputs.
 *
 * <p>Stored outputs of a case that Assay wrote are the reference's own, of that day; they count
 * only where the reference has no value. Those of others are a second judge ({@link CaseJudges}). A
 * finding is run a second time.
 */
final class Replay {
  private final List<Runner> runners;
  private final boolean enclose;
  private final Kernels kernels;
  private Optional<Outcome> refusal = Optional.empty();
  private boolean random;

  /** What came of a case on one backend. */
  record Row(
      String test,
      String backend,
      Verdict verdict,
      String grade,
      String detail,
      List<String> grounds) {
    /** Whether it is a difference that rests on what ONNX leaves open, and so no proof. */
    boolean isOpen() {
      return (verdict == Verdict.MISMATCH || verdict == Verdict.UNSTABLE)
          && grounds.stream()
              .flatMap(label -> Behaviour.named(label).stream())
              .anyMatch(b -> !b.isSettled());
    }
  }

  Replay(List<Runner> runners) {
    this.runners = runners;
    this.enclose = runners.stream().anyMatch(r -> !isReference(r));
    this.kernels = SystemKernels.of(runners);
  }

  private static boolean isReference(Runner runner) {
    return runner instanceof ReferenceRunner;
  }

  /**
   * Replays one case of many: one that the reference cannot read has verdicts all the same, and a
   * broken one is invalid.
   */
  List<Row> oneOfMany(Cases.Entry entry) throws InterruptedException {
    if (entry.test().isEmpty()) {
      return invalid(entry.name(), entry.problem());
    }
    try {
      Optional<String> breaks = breaks(entry.test().get());
      return breaks.isPresent()
          ? refusals(entry.name(), entry.test().get(), breaks.get())
          : run(entry.name(), entry.test().get());
    } catch (UnsupportedModelException e) {
      return rows(entry.name(), Verdict.UNSUPPORTED, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return invalid(entry.name(), String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      return invalid(entry.name(), tooLarge(entry.name()));
    }
  }

  private List<Row> invalid(String name, String problem) {
    return rows(name, Verdict.INVALID, "broken case: " + problem);
  }

  private List<Row> rows(String name, Verdict verdict, String detail) {
    return runners.stream()
        .map(r -> new Row(name, r.spec().toString(), verdict, "", detail, List.of()))
        .toList();
  }

  /**
   * Replays a case that stands alone.
   *
   * @throws IllegalArgumentException if the case is broken, or the reference cannot read it
   */
  List<Row> alone(String name, TestCase test) throws InterruptedException {
    Optional<String> breaks = breaks(test);
    if (breaks.isPresent()) {
      return refusals(name, test, breaks.get());
    }
    requireKnownOperators(GraphFromOnnx.of(test.model()));
    try {
      List<Row> rows = run(name, test);
      if (refusal.isPresent()) {
        throw new IllegalArgumentException(refusal.get().detail());
      }
      return rows;
    } catch (OutOfMemoryError e) {
      throw new IllegalArgumentException(tooLarge(name), e);
    }
  }

  private static Optional<String> breaks(TestCase test) {
    return test.note().flatMap(CaseNote::breaks);
  }

  /** Replays a case that is invalid on purpose: every backend has to refuse it. */
  private List<Row> refusals(String name, TestCase test, String rule) throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Runner r : runners) {
      Outcome outcome = outcome(r, new Trial(test.model(), test.data().get(0).named()));
      Judgement j = new Acceptance(rule).judge(outcome);
      rows.add(new Row(name, r.spec().toString(), j.verdict(), "", j.detail(), List.of()));
    }
    return rows;
  }

  /** What comes of a model that may be no model at all; the reference refuses such by throwing. */
  private static Outcome outcome(Runner runner, Trial trial) throws InterruptedException {
    try {
      return get(runner.start(trial));
    } catch (IllegalArgumentException e) {
      return refused(Status.ERROR, e);
    }
  }

  /** An operator of another domain may be the system's own. */
  private void requireKnownOperators(Graph graph) {
    for (Node node : GraphCheck.unknownOperators(graph)) {
      if (kernels != Kernels.NONE && !node.domain().isEmpty()) {
        continue;
      }
      List<String> known =
          Stream.concat(
                  Catalogue.all().stream().map(Operator::name),
                  Catalogue.structures().stream().map(Structure::name))
              .distinct()
              .toList();
      throw Suggestions.unknown(
          "operator", node.operator(), known, "see assay ops\n  node         : " + node);
    }
  }

  private static String tooLarge(String name) {
    return "a test case does not fit in memory\n  required : at most "
        + (Runtime.getRuntime().maxMemory() >> 20)
        + " MiB for its values\n  case     : "
        + name
        + "\n  way out  : ASSAY_OPTS=-Xmx8g, or as much as there is";
  }

  private List<Row> run(String name, TestCase test) throws InterruptedException {
    refusal = Optional.empty();
    random = false;
    Graph graph = GraphFromOnnx.of(test.model());
    if (test.data().isEmpty()) {
      throw new IllegalArgumentException(
          "a test case has no data\n  required : test_data_set_0 with input_0.pb, ... for "
              + graph.feeds().stream().map(Value::name).toList()
              + "\n  but      : "
              + name
              + " has none\n  way out  : replay its model.onnx alone, with inputs drawn by --seed");
    }
    List<Row> rows = new ArrayList<>();
    for (DataSet data : test.data()) {
      merge(rows, run(name, test, graph, data));
    }
    return rows;
  }

  /** Keeps for each backend the first row that is not a pass. */
  private static void merge(List<Row> rows, List<Row> more) {
    if (rows.isEmpty()) {
      rows.addAll(more);
      return;
    }
    for (int k = 0; k < rows.size(); k++) {
      if (rows.get(k).verdict() == Verdict.PASS) {
        rows.set(k, more.get(k));
      }
    }
  }

  private List<Row> run(String name, TestCase test, Graph graph, DataSet data)
      throws InterruptedException {
    ReplayData held = ReplayData.of(graph, data);
    Optional<Trial> trial = held.tensors().map(tensors -> new Trial(test.model(), tensors));
    List<Optional<Future<Outcome>>> started =
        runners.stream()
            .map(
                r ->
                    isReference(r) ? Optional.<Future<Outcome>>empty() : trial.map(t -> r.start(t)))
            .toList();
    Optional<GraphReading> reference = reference(graph, held.inputs());
    List<Outcome> outcomes = new ArrayList<>();
    for (Optional<Future<Outcome>> s : started) {
      outcomes.add(s.isPresent() ? get(s.get()) : ReplayData.BEYOND_BACKENDS);
    }
    CaseJudges judges =
        new CaseJudges(
            graph,
            reference,
            expected(graph, held, test, reference),
            refusal.map(r -> "nothing to compare with: " + r.detail()).orElse(""),
            random,
            runners,
            trial,
            outcomes);
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < runners.size(); k++) {
      Judgement j =
          isReference(runners.get(k))
              ? ofReference(graph, held, reference)
              : afterSecondRun(judges, k, trial);
      Grounds grounds = j.grounds();
      rows.add(
          new Row(
              name,
              runners.get(k).spec().toString(),
              j.verdict(),
              j.gradeWord(),
              j.detail() + grounds.facts(),
              grounds.labels()));
    }
    return rows;
  }

  /** What the case's author expects: of a case that Assay wrote only where it now has no value. */
  private static Optional<StoredOutputs> expected(
      Graph graph, ReplayData held, TestCase test, Optional<GraphReading> reference) {
    boolean counts = !held.outputs().isEmpty() && (test.note().isEmpty() || reference.isEmpty());
    return counts ? Optional.of(new StoredOutputs(names(graph), held.outputs())) : Optional.empty();
  }

  /** What is said of runner k, of a finding after a second run. */
  private Judgement afterSecondRun(CaseJudges judges, int k, Optional<Trial> trial)
      throws InterruptedException {
    Judgement first = judges.of(k);
    if (trial.isEmpty() || !first.verdict().isFinding()) {
      return first;
    }
    Outcome again = get(runners.get(k).start(trial.get()));
    Outcome outcome = judges.outcomes().get(k);
    Judgement twice =
        SecondRun.judge(outcome, first, again, judges.of(k, again), judges.isRandom());
    return judges.isRandom()
        ? twice
        : OtherThreads.label(twice, outcome, runners.get(k), trial.get(), o -> judges.of(k, o));
  }

  private static List<String> names(Graph graph) {
    return graph.outputs().stream().map(Value::name).toList();
  }

  /** The reading to judge by; if there is none, {@link #refusal} says why. */
  private Optional<GraphReading> reference(Graph graph, Map<String, Datum> inputs) {
    try {
      return Optional.of(
          enclose
              ? GraphReading.of(graph, inputs, kernels)
              : GraphReading.values(graph, inputs, kernels));
    } catch (UnsupportedNodeException e) {
      refusal = Optional.of(refused(Status.UNSUPPORTED, e));
      random = e.isRandom();
    } catch (IllegalArgumentException e) {
      refusal = Optional.of(refused(Status.ERROR, e));
    }
    return Optional.empty();
  }

  private static Outcome refused(Status status, IllegalArgumentException e) {
    return Outcome.failed(status, Phase.COMPILE, String.valueOf(e.getMessage()), 0);
  }

  /**
   * The reference's value against the stored outputs. Where they differ by more than tolerances
   * allow, the law decides: stored outputs are an implementation's, and each element of such lies
   * in its enclosure.
   */
  private Judgement ofReference(Graph graph, ReplayData held, Optional<GraphReading> reference) {
    if (reference.isEmpty()) {
      return Judge.compare(names(graph), held.outputs(), refusal.orElseThrow());
    }
    if (held.outputs().isEmpty()) {
      return new Judgement(Verdict.PASS, "no stored outputs to compare with", 0, 0);
    }
    Judgement close = Judge.compare(names(graph), held.outputs(), reference.get().results());
    if (close.verdict() != Verdict.MISMATCH || !held.isOfTensors()) {
      return close;
    }
    GraphReading enclosed = GraphReading.of(graph, held.inputs(), kernels);
    Outcome stored = Outcome.ok(held.outputTensors(), 0);
    Judgement lawful = Judge.judge(graph, enclosed, stored, Optional.empty());
    return lawful.verdict() == Verdict.PASS
        ? new Judgement(
            Verdict.PASS,
            "the stored outputs are rounded at other places: they lie in the enclosure",
            lawful.elements(),
            lawful.indecisive())
        : close;
  }

  private static Outcome get(Future<Outcome> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a runner gave no outcome", e.getCause());
    }
  }
}
