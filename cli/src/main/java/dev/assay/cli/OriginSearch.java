package dev.assay.cli;

import dev.assay.backends.install.Release;
import dev.assay.backends.worker.Worker;
import dev.assay.cli.CaseRun.Seen;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Graph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.Origin;
import dev.assay.corpus.Origin.FirstWrong;
import dev.assay.corpus.Origin.Frame;
import dev.assay.corpus.Origin.Layer;
import dev.assay.oracle.Divergence;
import dev.assay.oracle.blame.Passes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the finding of a case comes from, on one release: at which levels it shows, which
 * passes bring it, which tensor is the first to be wrong, or where the process died.
 */
final class OriginSearch {
  private static final Pattern DEATH =
      Pattern.compile("^(SIG\\w+) at (\\S+?)\\+(0x[0-9a-f]+)(?: in (\\S+))?");

  private final CaseRun run;
  private final boolean quick;
  private final Consumer<String> progress;
  private final List<String> levels;
  private final Map<String, Seen> byLevel;
  private final Seen own;

  /**
   * Runs the case at every level.
   *
   * @param quick whether a run is cheap, so that more passes may be tried than it takes
   * @param progress told what comes next
   */
  OriginSearch(CaseRun run, boolean quick, Consumer<String> progress) throws InterruptedException {
    this.run = run;
    this.quick = quick;
    this.progress = progress;
    this.levels = run.levels();
    progress.accept("levels of " + run.spec());
    this.byLevel = levels.isEmpty() ? Map.of() : run.at(levels);
    this.own = run.with(Map.of(), plain());
  }

  private Optional<String> plain() {
    return levels.stream().findFirst();
  }

  /** What comes of the case as the specification says. */
  Seen own() {
    return own;
  }

  /** The verdict at each level. */
  Map<String, Verdict> verdicts() {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    byLevel.forEach((level, seen) -> verdicts.put(level, seen.verdict()));
    return verdicts;
  }

  /** The origin, as far as this release tells. */
  Origin origin() throws InterruptedException {
    Layer layer = layer();
    List<String> passes = List.of();
    List<String> alternatives = List.of();
    if (layer == Layer.OPTIMISER) {
      Map<String, String> candidates = run.passes(Map.of());
      if (leavesOut(candidates)) {
        List<String> all = withStandIns(candidates);
        progress.accept("passes, " + all.size() + " candidates");
        Passes search = new Passes(p -> isGone(run.with(without(p), plain())));
        passes = search.least(others(all, plainPasses()));
        passes = passes.isEmpty() ? search.least(all) : passes;
        alternatives = passes.size() == 1 && quick ? others(search.single(all), passes) : List.of();
      } else {
        alternatives = suspects(candidates);
      }
    }
    return new Origin(
        run.spec().toString(),
        run.version(),
        verdicts(),
        passes,
        alternatives,
        List.of(),
        Origin.History.UNKNOWN,
        layer,
        firstWrong(),
        frame());
  }

  private Layer layer() {
    if (!own.isFinding() || plain().isEmpty()) {
      return Layer.UNKNOWN;
    }
    Seen unoptimised = byLevel.values().iterator().next();
    if (isGone(unoptimised)) {
      return Layer.OPTIMISER;
    }
    if (!unoptimised.isFinding()) {
      return Layer.UNKNOWN;
    }
    Outcome outcome = unoptimised.outcome();
    return outcome.status() == Status.ERROR && outcome.phase() == Phase.COMPILE
        ? Layer.FRONT_END
        : Layer.KERNEL;
  }

  /** Whether the finding is gone: of a failure that is so where the model runs, if only wrongly. */
  private boolean isGone(Seen seen) {
    return seen.isRight() || !own.outcome().isOk() && seen.outcome().isOk();
  }

  private boolean leavesOut(Map<String, String> candidates) {
    return !candidates.isEmpty() && run.missing(without(candidates.keySet())).isEmpty();
  }

  /** The passes that the unoptimised model has too, which is right. */
  private List<String> plainPasses() {
    return plain()
        .map(level -> List.copyOf(run.passes(Map.of(Release.LEVEL, level)).keySet()))
        .orElse(List.of());
  }

  /** The candidates, and those that step in where others are left out. */
  private List<String> withStandIns(Map<String, String> candidates) {
    Set<String> all = new TreeSet<>(candidates.keySet());
    while (all.addAll(run.passes(without(all)).keySet())) {
      progress.accept("passes that step in for others");
    }
    return List.copyOf(all);
  }

  /** The options that leave out these passes, besides those that are left out already. */
  private Map<String, String> without(Iterable<String> passes) {
    List<String> names = new ArrayList<>();
    Optional.ofNullable(run.spec().options().get(Worker.DISABLE)).ifPresent(names::add);
    passes.forEach(names::add);
    return Map.of(Worker.DISABLE, String.join(";", names));
  }

  private static List<String> others(List<String> all, List<String> but) {
    return all.stream().filter(p -> !but.contains(p)).toList();
  }

  /** The candidates that the first level with the finding adds to the last without it. */
  private List<String> suspects(Map<String, String> candidates) {
    List<String> all = run.allLevels();
    List<String> right = levels.stream().filter(l -> !seen(l).isFinding()).toList();
    List<String> wrong = levels.stream().filter(l -> seen(l).isFinding()).toList();
    if (right.isEmpty() || wrong.isEmpty()) {
      return List.copyOf(candidates.keySet());
    }
    int from = all.indexOf(right.get(right.size() - 1));
    int to = all.indexOf(wrong.get(0));
    return candidates.entrySet().stream()
        .filter(c -> all.indexOf(c.getValue()) > from && all.indexOf(c.getValue()) <= to)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Seen seen(String level) {
    return Objects.requireNonNull(byLevel.get(level), level);
  }

  private @Nullable FirstWrong firstWrong() throws InterruptedException {
    if (own.verdict() != Verdict.MISMATCH || !own.outcome().isOk()) {
      return null;
    }
    progress.accept("the first tensor that is wrong");
    Graph graph = run.graph();
    Map<String, Tensor> inputs = run.inputs();
    GraphReading reading = run.reading();
    return Divergence.first(graph, inputs, reading, run::run, own.outcome())
        .map(d -> new FirstWrong(d.value(), d.node(), d.expected(), d.got()))
        .orElse(null);
  }

  private @Nullable Frame frame() {
    Matcher death = DEATH.matcher(own.outcome().detail());
    if (own.verdict() != Verdict.CRASH || !death.find()) {
      return null;
    }
    String function = death.group(4);
    return new Frame(death.group(1), death.group(2), function == null ? death.group(3) : function);
  }
}
