package dev.assay.bench.known;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.backends.install.Workers;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.onnx.GraphFromOnnx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs campaigns against releases in which known bugs live, and says which of them are reached and
 * which are triggered.
 *
 * <p>A bug is <em>reached</em> by a campaign that makes a model with the {@link OperatorPattern} of
 * the bug's case, and <em>triggered</em> by a finding whose reduced model has just that pattern, at
 * the level of optimisation at which the bug shows first. Both patterns are those of reduced
 * models. So a trigger is told by shape and not by proof that the cause is the same.
 */
@Command(
    name = "KnownBugCampaigns",
    sortOptions = false,
    description = {
      "Runs campaigns against releases in which known bugs live; says which bugs' patterns were"
          + " reached and which were triggered."
    },
    mixinStandardHelpOptions = true)
public final class KnownBugCampaigns implements Callable<Integer> {
  private static final int BLOCK = 500;

  @Parameters(paramLabel = "CASES", description = "A folder with truth.json and folder cases.")
  private Path cases = Path.of("");

  @Option(
      names = "--release",
      paramLabel = "V",
      split = ",",
      required = true,
      description = "The releases, by the truth's number or Maven's.")
  private List<String> releases = List.of();

  @Option(names = "--seed", paramLabel = "S", split = ",", description = "A campaign for each (1).")
  private List<Long> seeds = List.of(1L);

  @Option(
      names = "--time",
      paramLabel = "D",
      defaultValue = "10m",
      description = "How long each campaign runs (default: ${DEFAULT-VALUE}).")
  private String time = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where campaigns and reduced cases are kept.")
  private Path out = Path.of("");

  private final PrintWriter printer = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
  private final Commands commands =
      new Commands(new PrintWriter(System.err, true, StandardCharsets.UTF_8));

  public static void main(String[] args) {
    System.exit(new CommandLine(new KnownBugCampaigns()).execute(args));
  }

  @Override
  public Integer call() {
    Published published = new Published(Workers.release(BackendSpec.parse("onnxruntime")).others());
    printer.println("| release | seed | tests | bug | shows at | first reached | triggered |");
    printer.println("| --- | ---: | ---: | --- | --- | ---: | ---: |");
    for (String release : releases) {
      Map<String, Prey> preys = preys(release, published.nearest(release).orElse(release));
      for (long seed : seeds) {
        campaign(release, seed, preys);
      }
    }
    return 0;
  }

  /** What is hunted: the reduced model of a bug, and the level at which it shows first. */
  private record Prey(OperatorPattern pattern, String backend, String level) {}

  /** The bugs that live in a release, by the names of their cases. */
  private Map<String, Prey> preys(String release, String standIn) {
    Map<String, Prey> preys = new LinkedHashMap<>();
    for (Truth truth : Truth.read(cases)) {
      firstLevel(truth, release)
          .ifPresent(
              level -> {
                String backend = "onnxruntime@" + standIn + ":opt=";
                Path reduced = out.resolve(standIn).resolve("bugs").resolve(truth.id());
                reduce(cases.resolve("cases").resolve(truth.id()), backend, reduced)
                    .ifPresent(p -> preys.put(truth.id(), new Prey(p, backend, level)));
              });
    }
    return preys;
  }

  /** Campaigns run the first and the last level. */
  private static Optional<String> firstLevel(Truth truth, String release) {
    List<String> levels = Truth.LEVELS;
    return List.of(0, levels.size() - 1).stream()
        .filter(k -> truth.demand(release, k) == Truth.Demand.FLAG)
        .map(levels::get)
        .findFirst();
  }

  private void campaign(String release, long seed, Map<String, Prey> preys) {
    if (preys.isEmpty()) {
      return;
    }
    String backend = preys.values().iterator().next().backend();
    Path folder = out.resolve(release + "-" + seed);
    List<JsonNode> events =
        commands.run(
            "fuzz",
            "--json",
            "--time",
            time,
            "--seed",
            "" + seed,
            "--out",
            folder.toString(),
            "--backend",
            backend + first(),
            "--backend",
            backend + last());
    Map<String, Long> triggered = triggered(preys, events, backend, folder);
    long tests = events.get(events.size() - 1).path("tests").asLong();
    Map<String, Long> reached = reached(preys, tests, seed, backend);
    preys.forEach(
        (bug, prey) ->
            printer.printf(
                Locale.ROOT,
                "| %s | %d | %d | %s: %s | %s | %s | %s |%n",
                release,
                seed,
                tests,
                bug,
                prey.pattern(),
                prey.level(),
                said(reached.get(bug)),
                said(triggered.get(bug))));
    printer.printf(
        Locale.ROOT,
        "%d bugs live in %s; reached %d, triggered %d%n",
        preys.size(),
        release,
        reached.size(),
        triggered.size());
  }

  private static String said(@Nullable Long test) {
    return test == null ? "" : "test " + test;
  }

  /** The first test with a finding that reduces to each bug's pattern. */
  private Map<String, Long> triggered(
      Map<String, Prey> preys, List<JsonNode> events, String backend, Path folder) {
    Map<String, Long> first = new HashMap<>();
    for (JsonNode e : events) {
      if (!e.path("event").asText().equals("finding")) {
        continue;
      }
      Path found = folder.resolve(e.path("case").asText());
      Map<String, Prey> possible = new HashMap<>(preys);
      OperatorPattern whole = pattern(found);
      possible.keySet().removeAll(first.keySet());
      possible.values().removeIf(p -> !e.path("backend").asText().endsWith(p.level()));
      possible.values().removeIf(p -> !p.pattern().isIn(whole));
      if (possible.isEmpty()) {
        continue;
      }
      reduce(found, backend, found.resolveSibling(found.getFileName() + "-reduced"))
          .ifPresent(
              reduced ->
                  possible.forEach(
                      (bug, prey) -> {
                        if (prey.pattern().isLike(reduced)) {
                          first.put(bug, e.path("test").asLong());
                        }
                      }));
    }
    return first;
  }

  /** The first test whose model has each bug's pattern, of as many as the campaign had. */
  private Map<String, Long> reached(
      Map<String, Prey> preys, long tests, long seed, String backend) {
    Map<String, Long> first = new HashMap<>();
    for (long from = 0; from < tests && first.size() < preys.size(); from += BLOCK) {
      Path block = out.resolve("models");
      commands.run(
          "gen",
          "--from",
          "" + from,
          "--count",
          "" + Math.min(BLOCK, tests - from),
          "--seed",
          "" + seed,
          "--out",
          block.toString(),
          "--backend",
          backend + first(),
          "--backend",
          backend + last());
      for (long test = from; test < Math.min(from + BLOCK, tests); test++) {
        OperatorPattern model = pattern(block.resolve(String.format(Locale.ROOT, "%07d", test)));
        long number = test;
        preys.forEach(
            (bug, prey) -> {
              if (prey.pattern().isIn(model)) {
                first.putIfAbsent(bug, number);
              }
            });
      }
      delete(block);
    }
    return first;
  }

  /** The pattern of a reduced case; none where it cannot be reduced. */
  private Optional<OperatorPattern> reduce(Path given, String backend, Path reduced) {
    if (!Files.exists(reduced.resolve("model.onnx"))) {
      commands.run(
          "reduce",
          given.toString(),
          "--out",
          reduced.toString(),
          "--json",
          "--backend",
          backend + first(),
          "--backend",
          backend + last());
    }
    return Files.exists(reduced.resolve("model.onnx"))
        ? Optional.of(pattern(reduced))
        : Optional.empty();
  }

  private static OperatorPattern pattern(Path folder) {
    try {
      return OperatorPattern.of(GraphFromOnnx.of(Files.readAllBytes(folder.resolve("model.onnx"))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model in " + folder, e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }

  private static String first() {
    return Truth.LEVELS.get(0);
  }

  private static String last() {
    return Truth.LEVELS.get(Truth.LEVELS.size() - 1);
  }
}
