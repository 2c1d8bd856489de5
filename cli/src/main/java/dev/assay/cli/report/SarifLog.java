package dev.assay.cli.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings as SARIF 2.1.0, the format of static analysers that code hosts show: a rule for each
 * bug, a result for each finding, located at its test case.
 */
public final class SarifLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private SarifLog() {}

  /**
   * The document; results that are no findings are not in it.
   *
   * @param version of Assay
   */
  public static String of(List<CaseResult> results, String version) {
    List<CaseResult> findings =
        results.stream()
            .filter(r -> r.kind() != CaseResult.Kind.PASSED && !r.rule().isEmpty())
            .toList();
    Map<String, CaseResult> rules = new LinkedHashMap<>();
    findings.forEach(f -> rules.putIfAbsent(f.rule(), f));
    ObjectNode log = JSON.createObjectNode();
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Assay");
    driver.put("version", version);
    ArrayNode listed = driver.putArray("rules");
    rules.forEach((rule, first) -> rule(listed.addObject(), rule, first));
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode all = run.putArray("results");
    List<String> order = new ArrayList<>(rules.keySet());
    findings.forEach(f -> result(all.addObject(), f, order.indexOf(f.rule())));
    return log.toPrettyString() + "\n";
  }

  private static void rule(ObjectNode rule, String id, CaseResult first) {
    rule.put("id", id);
    rule.putObject("shortDescription").put("text", first.verdict() + ": " + first.headline());
    rule.putObject("defaultConfiguration").put("level", level(first));
  }

  private static String level(CaseResult finding) {
    return finding.kind() == CaseResult.Kind.SKIPPED ? "note" : "error";
  }

  private static void result(ObjectNode result, CaseResult finding, int rule) {
    result.put("ruleId", finding.rule());
    result.put("ruleIndex", rule);
    result.put("level", level(finding));
    result
        .putObject("message")
        .put("text", finding.name() + " on " + finding.backend() + ": " + finding.detail());
    if (!finding.location().isEmpty()) {
      ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
      place.putObject("artifactLocation").put("uri", uri(finding.location()));
    }
    result
        .putObject("partialFingerprints")
        .put(
            "assayFinding/v1", finding.rule() + " | " + finding.name() + " | " + finding.backend());
    result
        .putObject("properties")
        .put("backend", finding.backend())
        .put("backendVersion", finding.version())
        .put("verdict", finding.verdict());
  }

  /** A path as a URI reference, relative where the path is. */
  private static String uri(String path) {
    try {
      return new URI(null, null, path.replace('\\', '/'), null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("a path is no URI: " + path, e);
    }
  }
}
