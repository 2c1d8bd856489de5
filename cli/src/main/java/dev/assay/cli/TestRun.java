package dev.assay.cli;

import dev.assay.cli.TestCases.Example;
import dev.assay.core.Choices;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.expr.Behaviour;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphCheck;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.Occurrences;
import dev.assay.core.reading.RefusedNodeException;
import dev.assay.corpus.KnownBug;
import dev.assay.corpus.Phase;
import dev.assay.corpus.Recipe;
import dev.assay.corpus.Signature;
import dev.assay.corpus.TestResult;
import dev.assay.corpus.TestResult.BackendVerdict;
import dev.assay.generator.Binding;
import dev.assay.generator.invalid.InvalidModel;
import dev.assay.oracle.Agreement;
import dev.assay.oracle.Culprit;
import dev.assay.oracle.Grounds;
import dev.assay.oracle.Judgement;
import dev.assay.oracle.Symptom;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One test of a campaign, from its number to its verdicts. */
final class TestRun {
  /** The part of the choices of a test that rewrites it; others make it. */
  private static final int REWRITTEN = 4;

  private final long test;
  private final Recipe recipe;
  private final TestCases cases;
  private final List<Runner> runners;
  private final double rewrites;
  private final Stop stop;

  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private final Map<String, Integer> operators = new TreeMap<>();
  private final Set<String> pairs = new TreeSet<>();
  private final Set<String> behaviours = new TreeSet<>();
  private final List<BackendVerdict> verdicts = new ArrayList<>();

  /** What saves a case of each verdict. */
  private final List<Supplier<String>> saves = new ArrayList<>();

  private @Nullable MadeTest made;
  private @Nullable Throwable failure;
  private boolean valid;
  private boolean crashed;
  private long elements;
  private long indecisive;
  private long elementsOfOutputs;
  private long points;

  /**
   * @param findings the folder for the cases that are worth keeping
   * @param rewrites how many rewritten forms of a test are run, on average
   * @param stop says whether the campaign is ending: its workers may then be dying too
   */
  TestRun(
      long test, Recipe recipe, Path findings, List<Runner> runners, double rewrites, Stop stop) {
    this.test = test;
    this.recipe = recipe;
    this.cases = new TestCases(test, recipe, findings, runners);
    this.runners = runners;
    this.rewrites = rewrites;
    this.stop = stop;
  }

  /** Makes the test and runs it; a failure of Assay itself is kept as a case. */
  @SuppressWarnings(
      "CatchThrowable") // a stack overflow or a failed assertion is ours to report too
  void run(TestSource source) throws InterruptedException {
    try {
      MadeTest test = source.make(this.test);
      made = test;
      nanos.putAll(test.nanos());
      judge(test);
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      failure = e;
      verdicts.clear();
      cases.saveFailure(Optional.ofNullable(made).map(MadeTest::trial), e);
    }
  }

  private void judge(MadeTest made) throws InterruptedException {
    if (made.invalid().isPresent()) {
      judge(made.trial(), made.invalid().get());
      return;
    }
    Trial trial = made.trial();
    List<Future<Outcome>> started = runners.stream().map(r -> r.start(trial)).toList();
    long start = System.nanoTime();
    Graph graph = GraphFromOnnx.of(made.model());
    for (Node n : graph.nodes()) {
      boolean isOwn = GraphCheck.isUnknown(n, Integer.MAX_VALUE);
      operators.merge((isOwn ? n.domain() + "." : "") + n.operator(), 1, Integer::sum);
    }
    GraphReading reading;
    try {
      reading = GraphReading.of(graph, made.inputs(), made.options().kernels(), made.earlier());
    } catch (RefusedNodeException e) {
      judge(trial, graph, e, started);
      return;
    }
    valid = true;
    Binding.of(reading, made.options().known()).forEach(b -> pairs.add(b.toString()));
    meet(reading);
    countPoints(graph, reading);
    start = spent(Phase.REFERENCE, start);
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> s : started) {
      outcomes.add(Inquiry.get(s));
    }
    start = spent(Phase.WAIT, start);
    Inquiry inquiry = new Inquiry(runners, trial, graph, reading, outcomes);
    Example example = Example.of(trial, reading, runners, outcomes);
    for (int k = 0; k < runners.size(); k++) {
      judge(k, outcomes.get(k), inquiry, example);
    }
    if (rewrites > 0 && GraphCheck.unknownOperators(graph).isEmpty()) {
      rewrite(example, reading, outcomes);
    }
    spent(Phase.JUDGE, start);
  }

  /** Judges a model with a node that the system refuses or dies of, so that it has no value. */
  private void judge(
      Trial trial, Graph graph, RefusedNodeException refusal, List<Future<Outcome>> started)
      throws InterruptedException {
    List<String> names = graph.outputs().stream().map(Value::name).toList();
    for (int k = 0; k < runners.size(); k++) {
      Runner runner = runners.get(k);
      Outcome outcome = Inquiry.get(started.get(k));
      crashed |= outcome.status() == Outcome.Status.CRASH;
      Judgement judgement = Agreement.NONE.judge(names, outcome, false);
      String verdict = judgement.verdict().toString();
      boolean finding = judgement.verdict().isFinding() && !isSpoilt(stop);
      String detail = judgement.detail() + "\n  node     : " + refusal.node();
      Symptom symptom = Symptom.of(judgement, outcome, Optional.empty());
      Signature signature =
          new Signature(
              runner.spec().name(),
              symptom.verdict() + ", " + symptom.words(),
              List.of(refusal.node().domain() + "." + refusal.node().operator()));
      keep(
          k,
          outcome,
          new Unread(verdict, detail, finding ? signature.toString() : ""),
          cases.name(k, verdict),
          Example.of(trial));
    }
  }

  /**
   * What is said of a run of a model that has no reading.
   *
   * @param signature of a finding; empty where it is none
   */
  private record Unread(String verdict, String detail, String signature) {}

  private void keep(int k, Outcome outcome, Unread said, String name, Example example) {
    Runner runner = runners.get(k);
    add(
        new BackendVerdict(
            runner.spec().toString(),
            runner.version(),
            said.verdict(),
            "",
            !said.signature().isEmpty(),
            "",
            said.signature(),
            List.of(),
            said.detail(),
            "",
            outcome.nanos()),
        () -> cases.save(name, k, said.verdict(), "", said.detail(), example));
  }

  /** Runs a model that is invalid on purpose: every backend has to refuse it. */
  private void judge(Trial trial, InvalidModel invalid) throws InterruptedException {
    List<Future<Outcome>> started = runners.stream().map(r -> r.start(trial)).toList();
    Refusals refusals = new Refusals(invalid);
    for (int k = 0; k < runners.size(); k++) {
      Runner runner = runners.get(k);
      Outcome outcome = Inquiry.get(started.get(k));
      crashed |= outcome.status() == Outcome.Status.CRASH;
      Judgement judgement = refusals.judge(runner, outcome);
      String verdict = judgement.verdict().toString();
      boolean finding = judgement.verdict().isFinding() && !isSpoilt(stop);
      String signature = finding ? refusals.signature(runner, judgement, outcome).toString() : "";
      keep(
          k,
          outcome,
          new Unread(verdict, judgement.detail(), signature),
          cases.name(k, verdict) + "-invalid",
          Example.invalid(trial, invalid.rule()));
    }
  }

  /** Runs rewritten forms of the test on the backends that did well on it. */
  private void rewrite(Example original, GraphReading reading, List<Outcome> outcomes)
      throws InterruptedException {
    List<Runner> well = new ArrayList<>();
    for (int k = 0; k < runners.size(); k++) {
      if (outcomes.get(k).isOk()
          && !verdicts.get(k).finding()
          && verdicts.get(k).known().isEmpty()) {
        well.add(runners.get(k));
      }
    }
    Choices choices = Choices.of(recipe.seed()).fork(test).fork(REWRITTEN);
    long forms = (long) (rewrites + choices.unit());
    for (int form = 0; form < forms && !stop.isAsked(); form++) {
      for (RewrittenRuns.Found f :
          new RewrittenRuns(reading, well).run(original.trial(), choices.fork(form))) {
        keep(f, form, original);
      }
    }
  }

  /** Keeps a finding on a rewritten form; its case has the test itself inside its folder. */
  private void keep(RewrittenRuns.Found found, int form, Example original) {
    int k = runners.indexOf(found.runner());
    String verdict = found.judgement().verdict().toString();
    String name = cases.name(k, verdict) + "-rewritten-" + form;
    add(
        new BackendVerdict(
            found.runner().spec().toString(),
            found.runner().version(),
            verdict,
            found.judgement().gradeWord(),
            true,
            "",
            found.signature(),
            found.grounds().labels(),
            found.detail(),
            "",
            found.outcome().nanos()),
        () -> {
          Example rewritten =
              Example.of(
                  found.trial(),
                  found.twin().reading(),
                  List.of(found.runner()),
                  List.of(found.outcome()));
          String grade = found.judgement().gradeWord();
          String folder = cases.save(name, k, verdict, grade, found.detail(), rewritten);
          cases.saveOriginal(name, k, original);
          return folder;
        });
  }

  private void add(BackendVerdict verdict, Supplier<String> save) {
    verdicts.add(verdict);
    saves.add(save);
  }

  /** Notes which targets the test meets. */
  private void meet(GraphReading reading) {
    Set<Behaviour> targets = RecipeOptions.targets(recipe);
    if (!targets.isEmpty()) {
      Occurrences.of(reading, targets::contains)
          .forEach(o -> behaviours.add(o.behaviour().label()));
    }
  }

  private void countPoints(Graph graph, GraphReading reading) {
    for (Value v : graph.outputs()) {
      elementsOfOutputs += reading.value(v.name()).size();
      points += reading.isSpecified(v.name()) ? reading.enclosure(v.name()).points() : 0;
    }
  }

  private long spent(Phase phase, long since) {
    long now = System.nanoTime();
    nanos.merge(phase, now - since, Long::sum);
    return now;
  }

  private void judge(int k, Outcome outcome, Inquiry inquiry, Example example)
      throws InterruptedException {
    Runner runner = runners.get(k);
    Judgement judgement = inquiry.judgement(k);
    elements += judgement.elements();
    indecisive += judgement.indecisive();
    crashed |= outcome.status() == Outcome.Status.CRASH;
    List<Culprit> culprits = List.of();
    Grounds grounds = Grounds.NONE;
    String known = "";
    String signature = "";
    if (judgement.verdict().isFinding() && !isSpoilt(stop)) {
      culprits = inquiry.culprits(k);
      grounds = Grounds.of(judgement, culprits);
      known = inquiry.known(k, culprits).map(KnownBug::id).orElse("");
      if (known.isEmpty()) {
        judgement = inquiry.afterSecondRun(k);
        signature = inquiry.signature(k, judgement, culprits).map(Signature::toString).orElse("");
      }
    }
    Verdict verdict = judgement.verdict();
    String grade = judgement.gradeWord();
    String told = told(judgement, culprits, grounds);
    add(
        new BackendVerdict(
            runner.spec().toString(),
            runner.version(),
            verdict.toString(),
            grade,
            verdict.isFinding() && known.isEmpty(),
            known,
            signature,
            grounds.labels(),
            told,
            "",
            outcome.nanos()),
        () -> {
          String name = cases.name(k, verdict.toString());
          return cases.save(name, k, verdict.toString(), grade, told, example);
        });
  }

  private static String told(Judgement judgement, List<Culprit> culprits, Grounds grounds) {
    StringBuilder told = new StringBuilder(judgement.detail());
    culprits.forEach(c -> told.append("\n  node     : ").append(c.form()));
    return told.append(grounds.facts()).toString();
  }

  /**
   * Saves a case of each bug that this test is the first to meet, and of each finding whose bug
   * nobody can tell. What shows a new bug once more is no further finding.
   *
   * @param met the known bugs and the signatures of which there is a case
   */
  void keepFirst(Set<String> met) {
    Set<String> have = new HashSet<>(met);
    for (int k = 0; k < verdicts.size(); k++) {
      BackendVerdict v = verdicts.get(k);
      String bug = v.known().isEmpty() ? v.signature() : v.known();
      if (bug.isEmpty() ? v.finding() : have.add(bug)) {
        verdicts.set(k, v.in(saves.get(k).get()));
      } else if (v.finding()) {
        verdicts.set(k, v.again());
      }
    }
  }

  /** What came of it. */
  TestResult result() {
    return new TestResult(
        test,
        valid,
        failure != null,
        operators,
        pairs,
        behaviours,
        elements,
        indecisive,
        made == null ? "" : made.policy().label(),
        made == null ? "" : made.way().label(),
        elementsOfOutputs,
        points,
        nanos,
        verdicts);
  }

  /** Whether the test says nothing, since a worker died while the campaign was ending. */
  boolean isSpoilt(Stop stop) {
    return crashed && stop.isAsked();
  }

  /** What Assay itself failed with. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** The cases that it leaves. */
  TestCases cases() {
    return cases;
  }

  /** Replays a failure of Assay itself. */
  String ownCommand() {
    return cases.ownCommand(made != null);
  }
}
