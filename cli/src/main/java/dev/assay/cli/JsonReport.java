package dev.assay.cli;

import dev.assay.corpus.Campaign;
import dev.assay.corpus.KnownBug;
import dev.assay.corpus.KnownBugs;
import dev.assay.corpus.TestResult.BackendVerdict;
import dev.assay.corpus.Totals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells how a campaign goes as one JSON object a line. */
final class JsonReport implements Report {
  private final Events events;

  JsonReport(Events events) {
    this.events = events;
  }

  @Override
  public void start(Campaign campaign, Map<String, String> backends) {
    var recipe = campaign.recipe();
    events.print(
        "start",
        "assay",
        Main.version(),
        "seed",
        recipe.seed(),
        "nodes",
        recipe.nodes(),
        "include",
        recipe.include(),
        "exclude",
        recipe.exclude(),
        "types",
        recipe.types(),
        "opset",
        recipe.opset(),
        "targets",
        recipe.targets(),
        "gear",
        RecipeOptions.gear(recipe).label(),
        "backends",
        backends,
        "out",
        campaign.folder().toString(),
        "first_test",
        campaign.next());
  }

  @Override
  public void finding(long test, BackendVerdict verdict, String command) {
    events.print(
        "finding",
        "test",
        test,
        "backend",
        verdict.backend(),
        "backend_version",
        verdict.version(),
        "verdict",
        verdict.verdict(),
        "grade",
        verdict.grade(),
        "signature",
        verdict.signature(),
        "grounds",
        verdict.grounds(),
        "detail",
        verdict.detail(),
        "case",
        verdict.folder(),
        "command",
        command);
  }

  @Override
  public void failure(long test, String what, Path folder, String command) {
    events.print(
        "own-failure", "test", test, "detail", what, "case", folder.toString(), "command", command);
  }

  @Override
  public void progress(Progress p) {
    events.print(
        "progress",
        "tests",
        p.tests(),
        "tests_per_s",
        Events.rounded(p.perSecond()),
        "findings",
        p.findings(),
        "known",
        p.known(),
        "elapsed_s",
        Events.rounded(p.elapsed().toNanos() / 1e9));
  }

  @Override
  public void summary(Summary s) {
    Totals t = s.totals();
    events.print(
        "summary",
        "tests",
        t.tests(),
        "tests_per_s",
        Events.rounded(s.perSecond()),
        "models_valid",
        t.valid(),
        "findings",
        t.findings(),
        "findings_by_signature",
        signatures(t),
        "findings_by_ground",
        t.grounds(),
        "known",
        known(t),
        "elements",
        t.elements(),
        "indecisive_elements",
        t.indecisive(),
        "policies",
        policies(t),
        "inputs_by_way",
        t.ways(),
        "operators",
        t.models().size(),
        "pairs",
        t.pairs().size(),
        "own_failures",
        t.failures(),
        "tests_this_run",
        s.now(),
        "elapsed_s",
        Events.rounded(s.elapsed().toNanos() / 1e9),
        "models_by_operator",
        t.models(),
        "tests_by_behaviour",
        t.behaviours(),
        "verdicts",
        t.verdicts(),
        "restarts",
        s.restarts(),
        "phases_s",
        seconds(t.nanos()),
        "backends_s",
        seconds(t.backendNanos()),
        "seed",
        s.recipe().seed(),
        "out",
        s.folder().toString(),
        "exit_code",
        s.exitCode());
  }

  private static Map<String, Map<String, Object>> policies(Totals totals) {
    Map<String, Map<String, Object>> policies = new LinkedHashMap<>();
    totals
        .policies()
        .forEach(
            (policy, t) -> {
              Map<String, Object> counts = new LinkedHashMap<>();
              counts.put("tests", t.tests());
              counts.put("elements", t.elements());
              counts.put("indecisive_elements", t.indecisive());
              counts.put("output_elements", t.outputs());
              counts.put("point_elements", t.points());
              policies.put(policy, counts);
            });
    return policies;
  }

  private static List<Map<String, Object>> signatures(Totals totals) {
    List<Map<String, Object>> bugs = new ArrayList<>();
    totals
        .signatures()
        .forEach(
            (signature, met) -> {
              Map<String, Object> bug = new LinkedHashMap<>();
              bug.put("signature", signature);
              bug.put("count", met.count());
              bug.put("case", met.folder());
              bugs.add(bug);
            });
    return bugs;
  }

  private static List<Map<String, Object>> known(Totals totals) {
    List<Map<String, Object>> bugs = new ArrayList<>();
    totals
        .known()
        .forEach(
            (id, met) -> {
              Map<String, Object> bug = new LinkedHashMap<>();
              bug.put("bug", id);
              bug.put("count", met.count());
              bug.put("why", KnownBugs.named(id).map(KnownBug::why).orElse(""));
              bug.put("link", KnownBugs.named(id).flatMap(KnownBug::link).orElse(""));
              bug.put("case", met.folder());
              bugs.add(bug);
            });
    return bugs;
  }

  private static Map<String, Double> seconds(Map<?, Long> nanos) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    nanos.forEach((key, n) -> seconds.put(key.toString(), Events.rounded(n / 1e9)));
    return seconds;
  }
}
