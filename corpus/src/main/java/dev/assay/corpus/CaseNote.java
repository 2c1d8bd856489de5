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
 * @param recipe of the campaign, by which the test can be made again, or a smaller one like it
 * @param reducedFrom the case of which it is a smaller example
 * @param breaks the rule that the model breaks, where it is invalid on purpose
 */
public record CaseNote(
    String assay,
    long seed,
    long test,
    Optional<Finding> finding,
    Optional<String> failure,
    String command,
    Optional<Recipe> recipe,
    Optional<String> reducedFrom,
    Optional<String> breaks) {

  /** The file's name. */
  static final String FILE = "assay.json";

  /** The verdict that a case has on which Assay itself failed. */
  public static final String OWN_FAILURE = "own-failure";

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A note on a case that is none of a campaign's. */
  public CaseNote(
      String assay,
      long seed,
      long test,
      Optional<Finding> finding,
      Optional<String> failure,
      String command) {
    this(
        assay,
        seed,
        test,
        finding,
        failure,
        command,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with the recipe of its campaign. */
  public CaseNote madeBy(Recipe recipe) {
    return new CaseNote(
        assay, seed, test, finding, failure, command, Optional.of(recipe), reducedFrom, breaks);
  }

  /** The same of a model that breaks a rule on purpose. */
  public CaseNote breaking(Optional<String> rule) {
    return new CaseNote(assay, seed, test, finding, failure, command, recipe, reducedFrom, rule);
  }

  /** The same of a smaller example. */
  public CaseNote reducedFrom(String whole) {
    return new CaseNote(
        assay, seed, test, finding, failure, command, recipe, Optional.of(whole), breaks);
  }

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
    recipe.ifPresent(r -> node.set("recipe", JSON.valueToTree(r)));
    reducedFrom.ifPresent(from -> node.put("reduced_from", from));
    breaks.ifPresent(rule -> node.put("breaks", rule));
    return node.toPrettyString() + "\n";
  }

  private static Optional<Recipe> recipe(JsonNode node) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.treeToValue(node, Recipe.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          FILE + " has a recipe that is none\n  but : " + e.getOriginalMessage(), e);
    }
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
        node.path("command").asText(),
        recipe(node.path("recipe")),
        Optional.ofNullable(node.path("reduced_from").textValue()),
        Optional.ofNullable(node.path("breaks").textValue()));
  }
}
