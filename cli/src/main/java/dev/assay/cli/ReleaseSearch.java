package dev.assay.cli;

import dev.assay.backends.install.Progress;
import dev.assay.cli.CaseRun.Seen;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Verdict;
import dev.assay.corpus.Origin;
import dev.assay.corpus.Origin.History;
import dev.assay.corpus.Origin.Tried;
import dev.assay.corpus.TestCase;
import dev.assay.oracle.blame.Bisection;
import dev.assay.oracle.blame.Bisection.Sight;
import dev.assay.oracle.blame.Bisection.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks for the releases with which a finding came and went, at the level of its case. */
final class ReleaseSearch {
  private final String name;
  private final TestCase test;
  private final BackendSpec spec;
  private final List<String> versions;
  private final int jobs;
  private final Consumer<String> progress;
  private final Map<Integer, Tried> tried = new TreeMap<>();

  /**
   * @param versions the releases, the oldest first
   * @param jobs how many to run at a time
   */
  ReleaseSearch(
      String name,
      TestCase test,
      BackendSpec spec,
      List<String> versions,
      int jobs,
      Consumer<String> progress) {
    this.name = name;
    this.test = test;
    this.spec = spec;
    this.versions = List.copyOf(versions);
    this.jobs = jobs;
    this.progress = progress;
  }

  /**
   * The origin with what the releases make of the finding that it is of.
   *
   * @param release the one that it was found in
   */
  Origin from(Origin origin, String release) throws InterruptedException {
    int known = versions.indexOf(release);
    tried.put(known, new Tried(release, origin.levels()));
    Bisection bisection = new Bisection(this::look, jobs);
    Span span = bisection.around(known, versions.size());
    return origin.over(
        List.copyOf(tried.values()),
        new History(at(span.lastGood()), at(span.firstBad()), at(span.firstFixed())));
  }

  private @Nullable String at(OptionalInt place) {
    return place.isPresent() ? versions.get(place.getAsInt()) : null;
  }

  private Map<Integer, Sight> look(Collection<Integer> places) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(jobs);
    try {
      Map<Integer, Future<Sight>> started = new LinkedHashMap<>();
      places.forEach(place -> started.put(place, pool.submit(() -> look(place))));
      Map<Integer, Sight> sights = new TreeMap<>();
      for (Map.Entry<Integer, Future<Sight>> s : started.entrySet()) {
        sights.put(s.getKey(), s.getValue().get());
      }
      return sights;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a release could not be looked at", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private Sight look(int place) throws InterruptedException {
    String version = versions.get(place);
    progress.accept("release " + version);
    BackendSpec of = new BackendSpec(spec.name(), Optional.of(version), spec.options());
    try (CaseRun run = CaseRun.open(name, test, of, Progress.SILENT)) {
      List<String> levels = run.levels();
      Map<String, Verdict> verdicts = new LinkedHashMap<>();
      run.at(levels).forEach((level, seen) -> verdicts.put(level, seen.verdict()));
      Seen own = run.with(Map.of(), levels.stream().findFirst());
      keep(place, new Tried(version, verdicts));
      return sight(own.verdict());
    } catch (IllegalArgumentException | IllegalStateException e) {
      keep(place, new Tried(version, Map.of()));
      return Sight.NOTHING; // it cannot be had, does not come up, or has not the level
    }
  }

  private synchronized void keep(int place, Tried one) {
    tried.put(place, one);
  }

  private static Sight sight(Verdict verdict) {
    return switch (verdict) {
      case MISMATCH, CRASH, TIMEOUT, UNSTABLE, ERROR -> Sight.SHOWS;
      case PASS, INDECISIVE -> Sight.RIGHT;
      case UNSUPPORTED, INVALID -> Sight.NOTHING;
    };
  }

  /** All levels that some release has, in the order of the first that has them. */
  static List<String> levels(Collection<Tried> releases) {
    List<String> levels = new ArrayList<>();
    releases.stream()
        .sorted((a, b) -> b.levels().size() - a.levels().size())
        .flatMap(t -> t.levels().keySet().stream())
        .filter(level -> !levels.contains(level))
        .forEach(levels::add);
    return levels;
  }
}
