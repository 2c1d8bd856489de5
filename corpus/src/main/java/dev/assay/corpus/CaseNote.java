package dev.assay.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Where a test case comes from and what was found: the file {@code assay.json} beside its model.
 *
 * @param assay the version of Assay that made it
 * @param seed of the campaign
 * @param test the number of the test in the campaign
 * @param finding what a backend did wrong, if that is why the case was kept
 * @param failure the stack trace, where Assay itself failed on the case
 * @param command replays it
 */
public record CaseNote(
    String assay,
    long seed,
    long test,
    Optional<Finding> finding,
    Optional<String> failure,
    String command) {

  /** The file's name. */
  static final String FILE = "assay.json";

  /** The verdict that a case has on which Assay itself failed. */
  public static final String OWN_FAILURE = "own-failure";

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  String toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("format", FORMAT);
    node.put("assay", assay);
    node.put("seed", seed);
    node.put("test", test);
    finding.ifPresent(
        f -> {
          node.put("backend", f.backend());
          node.put("backend_version", f.version());
          node.put("verdict", f.verdict());
          node.put("detail", f.detail());
        });
    failure.ifPresent(
        trace -> {
          node.put("verdict", OWN_FAILURE);
          node.put("stack_trace", trace);
        });
    node.put("command", command);
    return node.toPrettyString() + "\n";
  }

  static CaseNote parse(String json) {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          FILE + " is no JSON\n  but : " + e.getOriginalMessage(), e);
    }
    int format = node.path("format").asInt();
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          FILE + " has another format\n  required : " + FORMAT + "\n  but      : " + format);
    }
    Optional<Finding> finding =
        node.has("backend")
            ? Optional.of(
                new Finding(
                    node.path("backend").asText(),
                    node.path("backend_version").asText(),
                    node.path("verdict").asText(),
                    node.path("detail").asText()))
            : Optional.empty();
    return new CaseNote(
        node.path("assay").asText(),
        node.path("seed").asLong(),
        node.path("test").asLong(),
        finding,
        Optional.ofNullable(node.path("stack_trace").textValue()),
        node.path("command").asText());
  }
}
