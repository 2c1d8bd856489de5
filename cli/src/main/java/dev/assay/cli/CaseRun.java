package dev.assay.cli;

import dev.assay.backends.install.Progress;
import dev.assay.backends.install.Release;
import dev.assay.backends.install.Workers;
import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Graph;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.Finding;
import dev.assay.corpus.TestCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;

/**
 * A test case on one release of a backend, under whatever options, judged as {@code assay replay}
 * does. Options that one process can serve share it.
 */
final class CaseRun implements AutoCloseable {
  private final String name;
  private final TestCase test;
  private final BackendSpec spec;
  private final Optional<Release> release;
  private final List<Worker> workers = new ArrayList<>();

  /** What came of the case under some options. */
  record Seen(Verdict verdict, String detail, Outcome outcome) {
    boolean isFinding() {
      return verdict.isFinding();
    }

    /** Whether it runs, and nothing that comes of it is wrong. */
    boolean isRight() {
      return verdict == Verdict.PASS || verdict == Verdict.INDECISIVE;
    }
  }

  private CaseRun(String name, TestCase test, BackendSpec spec, Optional<Release> release) {
    this.name = name;
    this.test = test;
    this.spec = spec;
    this.release = release;
  }

  /**
   * A case on the release that a specification names, which is installed where that takes nothing
   * but Maven.
   *
   * @throws IllegalArgumentException if it cannot be had, or cannot run here as asked
   */
  static CaseRun open(String name, TestCase test, BackendSpec spec, Progress progress) {
    Optional<Release> release =
        spec.program().isPresent() ? Optional.empty() : Optional.of(Workers.release(spec));
    CaseRun run = new CaseRun(name, test, spec, release);
    Worker worker = Workers.open(spec, Limits.USUAL, progress);
    run.workers.add(worker);
    Optional<String> missing = worker.missing();
    if (missing.isPresent()) {
      run.close();
      throw new IllegalArgumentException(
          "the backend " + spec + " cannot run here\n  because : " + missing.get());
    }
    return run;
  }

  /** The backend that a finding was made with, in that release. */
  static BackendSpec subject(Finding finding) {
    BackendSpec found = BackendSpec.parse(finding.backend());
    boolean pinned = found.version().isPresent() || found.program().isPresent();
    return pinned || Workers.release(found).version().isEmpty()
        ? found
        : new BackendSpec(found.name(), Optional.of(finding.version()), found.options());
  }

  BackendSpec spec() {
    return spec;
  }

  /** The version, as the system says itself. */
  String version() {
    return workers.get(0).version();
  }

  /** The number of the release; the version of the system where there are no releases. */
  String release() {
    return release.map(Release::version).filter(v -> !v.isEmpty()).orElseGet(this::version);
  }

  /** The levels of its optimiser in all releases, the one that changes least first. */
  List<String> allLevels() {
    return release.map(Release::levels).orElse(List.of());
  }

  /** Those of them that this release has. */
  List<String> levels() {
    return allLevels().stream()
        .filter(level -> missing(Map.of(Release.LEVEL, level)).isEmpty())
        .toList();
  }

  /** Why options besides those of the specification are of no use; empty when they are. */
  Optional<String> missing(Map<String, String> more) {
    return worker(with(more)).missing(with(more).options());
  }

  /**
   * The passes that may change the model under more options than those of the specification, each
   * with the lowest level that runs it or "".
   */
  Map<String, String> passes(Map<String, String> more) {
    return new TreeMap<>(worker(with(more)).passes(trial(), with(more).options()));
  }

  /** What comes of the case at each of some levels. */
  Map<String, Seen> at(List<String> levels) throws InterruptedException {
    List<View> views =
        levels.stream().map(level -> new View(with(Map.of(Release.LEVEL, level)))).toList();
    List<Seen> seen = run(views);
    Map<String, Seen> byLevel = new LinkedHashMap<>();
    for (int k = 0; k < levels.size(); k++) {
      byLevel.put(levels.get(k), seen.get(k));
    }
    return byLevel;
  }

  /** What comes of the case with more options than those of the specification. */
  Seen with(Map<String, String> more, Optional<String> plainLevel) throws InterruptedException {
    List<View> views = new ArrayList<>();
    plainLevel.ifPresent(level -> views.add(new View(with(Map.of(Release.LEVEL, level)))));
    views.add(new View(with(more)));
    List<Seen> seen = run(views);
    return seen.get(seen.size() - 1);
  }

  private List<Seen> run(List<View> views) throws InterruptedException {
    List<Replay.Row> rows = new Replay(List.copyOf(views)).alone(name, test);
    List<Seen> seen = new ArrayList<>();
    for (int k = 0; k < rows.size(); k++) {
      Replay.Row row = rows.get(k);
      seen.add(new Seen(row.verdict(), row.detail(), views.get(k).outcome()));
    }
    return seen;
  }

  /** Runs any trial as the specification says. */
  Outcome run(Trial trial) throws InterruptedException {
    return Inquiry.get(worker(spec).start(trial, spec.options()));
  }

  Graph graph() {
    return GraphFromOnnx.of(test.model());
  }

  /** The inputs of the first data set. */
  Map<String, Tensor> inputs() {
    return ReplayData.of(graph(), test.data().get(0)).tensors().orElse(Map.of());
  }

  /** The values and the enclosures of the case, by what the functions of the release may err. */
  GraphReading reading() {
    return GraphReading.of(graph(), inputs(), SystemKernels.of(List.of(worker(spec))))
        .allowing(ErrorTables.of(worker(spec)));
  }

  private Trial trial() {
    return new Trial(test.model(), inputs());
  }

  private BackendSpec with(Map<String, String> more) {
    Map<String, String> options = new TreeMap<>(spec.options());
    options.putAll(more);
    return new BackendSpec(spec.name(), spec.version(), options);
  }

  private Worker worker(BackendSpec wanted) {
    for (Worker w : workers) {
      if (release.isEmpty() || Workers.release(w.spec()).isStartedLike(Workers.release(wanted))) {
        return w;
      }
    }
    Worker more = Workers.open(wanted, Limits.USUAL, Progress.SILENT);
    closeOtherSets();
    workers.add(more);
    return more;
  }

  /** A process that was told which passes to leave out serves that set alone. */
  private void closeOtherSets() {
    List<Worker> others =
        workers.stream()
            .skip(1)
            .filter(w -> w.spec().options().containsKey(Worker.DISABLE))
            .toList();
    others.forEach(Worker::close);
    workers.removeAll(others);
  }

  @Override
  public void close() {
    workers.forEach(Worker::close);
  }

  /** The release under some options. */
  private final class View implements Runner {
    private final BackendSpec wanted;
    private final List<Future<Outcome>> started = new ArrayList<>();

    View(BackendSpec wanted) {
      this.wanted = wanted;
    }

    @Override
    public BackendSpec spec() {
      return wanted;
    }

    @Override
    public String version() {
      return worker(wanted).version();
    }

    @Override
    public boolean isUnoptimised() {
      return release.filter(r -> r.isUnoptimised(wanted.options())).isPresent();
    }

    @Override
    public Future<Outcome> start(Trial trial) {
      Future<Outcome> future = worker(wanted).start(trial, wanted.options());
      started.add(future);
      return future;
    }

    @Override
    public Future<Outcome> start(Trial trial, Map<String, String> options) {
      return worker(new BackendSpec(wanted.name(), wanted.version(), options))
          .start(trial, options);
    }

    /** Of several data sets, the first failure. */
    Outcome outcome() throws InterruptedException {
      Outcome last = ReplayData.BEYOND_BACKENDS;
      for (Future<Outcome> s : started) {
        last = Inquiry.get(s);
        if (!last.isOk()) {
          return last;
        }
      }
      return last;
    }

    @Override
    public void close() {}
  }
}
