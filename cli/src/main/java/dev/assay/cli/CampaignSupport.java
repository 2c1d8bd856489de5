package dev.assay.cli;

import dev.assay.cli.page.Support;
import dev.assay.core.backend.BackendSpec;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the backends of a campaign lack, as far as this machine remembers their answers. */
final class CampaignSupport implements Support {
  /** As it is remembered: {@code ai.onnx.ml:Binarizer-1 [int32] -> [int32]}. */
  private static final Pattern QUESTION = Pattern.compile("(.*):(\\w+)-\\d+ \\[([^\\],]*).*");

  private final Set<String> lacking = new HashSet<>();

  private CampaignSupport() {}

  /**
   * Reads the answers.
   *
   * @param versions of the backends, by their names with options
   */
  static CampaignSupport of(Map<String, String> versions) {
    CampaignSupport support = new CampaignSupport();
    versions.forEach(
        (backend, version) ->
            support.add(ProbedSupport.remembered(BackendSpec.parse(backend), version)));
    return support;
  }

  private void add(Map<String, Boolean> answers) {
    Set<String> had = new HashSet<>();
    Set<String> missing = new HashSet<>();
    answers.forEach(
        (question, has) -> {
          Matcher m = QUESTION.matcher(question);
          if (m.matches()) {
            String domain = m.group(1).isEmpty() ? "" : m.group(1) + ".";
            (has ? had : missing).add(key(domain + m.group(2), m.group(3)));
          }
        });
    missing.removeAll(had);
    lacking.addAll(missing);
  }

  private static String key(String operator, String type) {
    return operator + " " + type;
  }

  @Override
  public boolean lacks(String operator, String type) {
    return lacking.contains(key(operator, type));
  }
}
