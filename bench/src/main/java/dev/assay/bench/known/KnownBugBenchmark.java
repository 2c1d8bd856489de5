package dev.assay.bench.known;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.backends.install.Workers;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Verdict;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Replays cases of known bugs at the releases and levels of which their truth is told, and scores
 * what {@code assay replay} says.
 *
 * <p>The truth names releases of PyPI. Maven has others; the nearest of the same first two numbers
 * stands in, and may behave otherwise.
 */
@Command(
    name = "KnownBugBenchmark",
    sortOptions = false,
    description = {
      "Replays cases of known bugs at the releases and levels of their truth.json, and scores what"
          + " assay replay says.",
      "Exit code: 0 all as known, 1 something missed or flagged without reason."
    },
    mixinStandardHelpOptions = true)
public final class KnownBugBenchmark implements Callable<Integer> {
  @Parameters(paramLabel = "CASES", description = "A folder or zip of cases with truth.json.")
  private Path cases = Path.of("");

  @Option(
      names = "--release",
      paramLabel = "V",
      split = ",",
      description = "Only these releases, by the truth's number or Maven's (default: all).")
  private List<String> releases = List.of();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "onnxruntime",
      description = "The system of the truth (default: ${DEFAULT-VALUE}).")
  private String backend = "";

  private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
  private final Commands commands =
      new Commands(new PrintWriter(System.err, true, StandardCharsets.UTF_8));

  public static void main(String[] args) {
    System.exit(new CommandLine(new KnownBugBenchmark()).execute(args));
  }

  @Override
  public Integer call() {
    Map<String, Truth> truths =
        Truth.read(cases).stream()
            .collect(Collectors.toMap(Truth::id, t -> t, (a, b) -> b, LinkedHashMap::new));
    List<String> unpublished = new ArrayList<>();
    List<Score> scores = new ArrayList<>();
    List<Score> unreplayed = new ArrayList<>();
    Score.printHead(out);
    for (Map.Entry<String, Optional<String>> e : standIns(truths).entrySet()) {
      if (e.getValue().isEmpty()) {
        unpublished.add(e.getKey());
      } else if (isWanted(e.getKey(), e.getValue().get())) {
        Score score = score(truths, e.getKey(), e.getValue().get());
        score.print(out);
        (score.isEmpty() ? unreplayed : scores).add(score);
      }
    }
    list("not on Maven, nor another of the same first two numbers", unpublished);
    list("could not be replayed on", unreplayed.stream().map(Score::standIn).toList());
    list("missed", scores.stream().flatMap(s -> s.missed().stream()).toList());
    list("false alarms", scores.stream().flatMap(s -> s.falseAlarms().stream()).toList());
    return unreplayed.isEmpty() && scores.stream().allMatch(Score::isPerfect) ? 0 : 1;
  }

  /** The releases of the truth in order, each with that of Maven that stands in for it. */
  private Map<String, Optional<String>> standIns(Map<String, Truth> truths) {
    Published published = new Published(Workers.release(BackendSpec.parse(backend)).others());
    Map<String, Optional<String>> standIns = new LinkedHashMap<>();
    for (Truth t : truths.values()) {
      t.behaviour().keySet().forEach(r -> standIns.computeIfAbsent(r, published::nearest));
    }
    return standIns;
  }

  private boolean isWanted(String release, String standIn) {
    return releases.isEmpty() || releases.contains(release) || releases.contains(standIn);
  }

  private Score score(Map<String, Truth> truths, String release, String standIn) {
    Map<String, Integer> levels = new LinkedHashMap<>();
    for (int k = 0; k < Truth.LEVELS.size(); k++) {
      levels.put(backend + "@" + standIn + ":opt=" + Truth.LEVELS.get(k), k);
    }
    Score score = new Score(release, standIn);
    for (JsonNode row : replay(List.copyOf(levels.keySet()))) {
      String name = row.path("case").asText();
      Truth truth = truths.get(name.substring(name.lastIndexOf('/') + 1));
      Integer level = levels.get(row.path("backend").asText());
      if (truth != null && level != null) {
        String verdict = row.path("verdict").asText();
        boolean flagged = Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)).isFinding();
        score.add(truth, level, verdict, flagged, row.path("detail").asText());
      }
    }
    return score;
  }

  /** What the command says of each case on each backend. */
  private List<JsonNode> replay(List<String> backends) {
    List<String> command = new ArrayList<>(List.of("replay", cases.toString(), "--json"));
    backends.forEach(b -> command.addAll(List.of("--backend", b)));
    return commands.run(command.toArray(String[]::new)).stream()
        .filter(event -> event.path("event").asText().equals("case"))
        .toList();
  }

  private void list(String title, List<String> lines) {
    out.println();
    out.println(title + ": " + (lines.isEmpty() ? "none" : ""));
    lines.forEach(line -> out.println("  " + line));
  }
}
