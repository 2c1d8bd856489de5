package dev.assay.corpus;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What two findings share when they are the same bug: the cause as far as a campaign finds it, not
 * the words of a log. Levels are no part of it, since one bug shows at several.
 *
 * @param system the backend's name, without options
 * @param symptom what it looks like, whatever model shows it
 * @param culprits the patterns of the nodes that go wrong, in order
 */
public record Signature(String system, String symptom, List<String> culprits) {
  private static final Pattern TYPE =
      Pattern.compile("\\b(bool|string|(?:u?int|b?float|complex)\\d\\w*)(?=\\[)");
  private static final String BEFORE = " before ";

  public Signature {
    culprits = culprits.stream().sorted().distinct().toList();
  }

  /**
   * The pattern of a node: its definition, the types of its arguments without their sizes and
   * elements, and the operators without which it does no harm.
   *
   * @param operator its definition, as in {@code Conv-13}
   * @param form as in {@code Conv-13(float32[1, 1, 4], float32[2, 1, 3]) {group=1} before Relu}
   */
  public static String pattern(String operator, String form) {
    int company = form.lastIndexOf(BEFORE);
    Matcher types = TYPE.matcher(company < 0 ? form : form.substring(0, company));
    String list =
        types.results().map(m -> m.group(1)).distinct().collect(Collectors.joining(", ", "(", ")"));
    return operator + list + (company < 0 ? "" : form.substring(company));
  }

  @Override
  public String toString() {
    return system
        + " "
        + symptom
        + (culprits.isEmpty() ? "" : " in " + String.join("; ", culprits));
  }
}
