package dev.assay.cli;

import dev.assay.core.backend.Runner;
import dev.assay.corpus.Campaign;
import dev.assay.corpus.Causes;
import dev.assay.corpus.Mix;
import dev.assay.corpus.Recipe;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes models, runs them on backends and judges the results, until it is told to stop. */
@Command(
    name = "fuzz",
    customSynopsis = "assay fuzz [OPTIONS]",
    sortOptions = false,
    header = "Make models, run them on backends and judge every output.",
    description = {
      "",
      "Each test is a valid model with inputs that keep it free of NaN and infinity. Its outputs are"
          + " held against the reference and its enclosure of rounding errors, and an optimised"
          + " backend against the same one unoptimised. What no faithful implementation gives is a"
          + " finding; it is kept as a test case that one command replays.",
      ""
    },
    optionListHeading = "@|bold Options|@%n",
    footer = {
      "",
      "@|bold Examples|@",
      "  assay fuzz --time 60s",
      "      ONNX Runtime, unoptimised and optimised, for a minute",
      "  assay fuzz --tests 2000 --seed 1 --include Conv,Relu,Add --out three",
      "      2,000 tests of three operators; the same command again goes on where it was stopped",
      "  assay fuzz --backend faulty:fault=dropped-bias --tests 500",
      "      a backend with a planted fault, to see what a finding looks like",
      "  assay fuzz --time 10m --rewrites 0.5",
      "      every second test in an equivalent form as well",
      "  assay fuzz --tests 2000 --blame 2m",
      "      and two minutes more for the optimiser passes that the findings come from",
      "  assay fuzz --seeds zoo --time 10m",
      "      half of the models have parts of those in the folder zoo, in other sizes and mutated",
      "  assay fuzz --rules shipped --backend tensorflow:plain --backend tensorflow:xla --time 10m",
      "      TensorFlow's own operators among ONNX's, by rules that were inferred; XLA against plain",
      "  assay fuzz --invalid --tests 1000",
      "      models that break one rule each, which a backend must refuse",
      "",
      "Ctrl-C ends a campaign after the tests in flight. Exit code: 0 clean, 1 findings, 2 wrong usage,"
          + " 3 Assay itself failed."
    },
    mixinStandardHelpOptions = true)
final class FuzzCommand implements Callable<Integer> {
  private static final List<String> USUAL =
      List.of("onnxruntime:opt=disabled", "onnxruntime:opt=all");
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");

  private static final int MOST_REWRITES = 100;

  @Spec private CommandSpec spec;

  @ArgGroup(validate = false, order = 1, heading = "%n@|bold What is tested, and how long|@%n")
  private final Goal goal = new Goal();

  @ArgGroup(validate = false, order = 2, heading = "%n@|bold Which models|@%n")
  private final RecipeOptions models = new RecipeOptions();

  @ArgGroup(validate = false, order = 3, heading = "%n@|bold What is kept and told|@%n")
  private final Record record = new Record();

  private static final class Goal {
    @Option(
        names = "--backend",
        paramLabel = "SPEC",
        description = {
          "A backend with its options; give one --backend for each.",
          "Default: onnxruntime:opt=disabled and onnxruntime:opt=all. See assay backends."
        })
    private List<String> backends = List.of();

    @Option(
        names = "--time",
        paramLabel = "D",
        converter = Durations.class,
        description = "Stop after 60s, 5m, 2h, ... (default: at Ctrl-C).")
    private @Nullable Duration time;

    @Option(
        names = "--tests",
        paramLabel = "N",
        description = "Stop when the campaign has so many tests.")
    private @Nullable Long tests;

    @Option(
        names = "--jobs",
        paramLabel = "N",
        description =
            "Start so many processes of each backend, each fed by two threads"
                + " (default: one for two processors).")
    private @Nullable Integer jobs;

    @Option(
        names = "--rewrites",
        paramLabel = "N",
        description = {
          "Run so many rewritten forms of each test too, where the test itself went well;",
          "0.1 is one form of each tenth test (default: 0). See assay rewrite --list."
        })
    private @Nullable Double rewrites;

    @Option(
        names = "--blame",
        paramLabel = "D",
        converter = Durations.class,
        description =
            "When the tests are done, blame the findings for 60s, 5m, ... at most, and merge those"
                + " that come from the same passes.")
    private @Nullable Duration blame;
  }

  private static final class Record {
    @Option(
        names = "--out",
        paramLabel = "DIR",
        description =
            "Keep the campaign here, or go on with the one that is here (default: assay-out/<date>).")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Option(names = "--profile", description = "Say at the end where the time went.")
    private boolean profile;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path out =
        Objects.requireNonNullElseGet(
            record.out, () -> Path.of("assay-out", LocalDateTime.now().format(FOLDER)));
    Recipe recipe =
        withRewrites(models.recipe(Campaign.recipe(out), goal.backends, USUAL, Mix.SHIPPED));
    SeedModels.warn(recipe, spec.commandLine().getErr());
    int jobs = jobs();
    List<Runner> runners = Backends.open(recipe.backends(), spec.commandLine().getErr());
    try (Campaign campaign = Campaign.open(out, recipe, Main.version())) {
      int code = fuzz(campaign, Lane.of(jobs, recipe, runners));
      blame(out);
      return code;
    } finally {
      Backends.close(runners);
    }
  }

  private void blame(Path out) throws InterruptedException {
    if (goal.blame != null) {
      CampaignBlame.Done done = new CampaignBlame(out, goal.blame, step -> {}).run();
      CausesReport.print(spec.commandLine(), record.json, done, Causes.of(out));
    }
  }

  private Recipe withRewrites(Recipe recipe) {
    double rewrites = Objects.requireNonNullElse(goal.rewrites, recipe.mix().rewrites());
    if (!(rewrites >= 0 && rewrites <= MOST_REWRITES)) {
      throw new ParameterException(
          spec.commandLine(),
          "--rewrites\n  required : a number from 0 to "
              + MOST_REWRITES
              + "\n  but      : "
              + rewrites);
    }
    return recipe.with(recipe.mix().withRewrites(rewrites));
  }

  private int jobs() {
    int processors = Runtime.getRuntime().availableProcessors();
    int jobs = Objects.requireNonNullElse(goal.jobs, Math.max(1, processors / 2));
    if (jobs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--jobs\n  required : a number from 1 on\n  but      : " + jobs);
    }
    return jobs;
  }

  private int fuzz(Campaign campaign, List<Lane> lanes) throws InterruptedException {
    boolean terminal = Boolean.getBoolean("assay.terminal");
    CommandLine line = spec.commandLine();
    Report report =
        record.json
            ? new JsonReport(new Events(line.getOut()))
            : new TextReport(
                line.getOut(),
                line.getErr(),
                line.getColorScheme().ansi(),
                terminal,
                record.profile);
    Duration interval = terminal && !record.json ? Duration.ofMillis(250) : Duration.ofSeconds(5);
    Stop stop = new Stop(Optional.ofNullable(goal.time), Optional.ofNullable(goal.tests));
    return GentleEnd.during(
        () -> {
          try {
            double rewrites = campaign.recipe().mix().rewrites();
            return new FuzzLoop(campaign, lanes, rewrites, stop, report, interval).run();
          } finally {
            lanes.forEach(Lane::close);
          }
        },
        stop::ask,
        campaign::close);
  }
}
