package dev.assay.cli.report;

import dev.assay.cli.report.Evidence.Level;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What ought to come out of a model and what comes, side by side. */
final class ExpectedAndGot {
  /** Elements of a tensor up to which all are told. */
  private static final int SHOWN = 24;

  private static final int MOST_WORDS = 300;

  private ExpectedAndGot() {}

  static String of(Evidence evidence) {
    StringBuilder table = new StringBuilder("| output | expected | got |\n| --- | --- | --- |\n");
    for (Value v : evidence.specified()) {
      Tensor value = evidence.reading().value(v.name());
      table
          .append("| `")
          .append(v.name())
          .append("` | `")
          .append(text(value))
          .append(bounds(evidence.reading().enclosure(v.name())))
          .append(" | ")
          .append(
              evidence
                  .got(v)
                  .map(g -> "`" + text(g) + "`")
                  .orElseGet(() -> brief(evidence, evidence.shown())))
          .append(" |\n");
    }
    return table.toString();
  }

  private static String text(Tensor t) {
    if (t.size() > SHOWN) {
      return TensorType.of(t).toString();
    }
    return (TensorType.of(t) + " " + elements(t)).replace("|", "\\|");
  }

  private static String elements(Tensor t) {
    return IntStream.range(0, t.size()).mapToObj(k -> element(t, k)).toList().toString();
  }

  private static String element(Tensor t, int k) {
    return t.type() == DType.STRING ? NumpyText.text(t.texts()[k]) : Numeral.of(t, k);
  }

  /** How far rounding may lead, where it may lead anywhere. */
  private static String bounds(Enclosure enclosure) {
    if (enclosure.isPoint() || enclosure.size() == 0) {
      return "`, exactly";
    }
    int k =
        IntStream.range(0, enclosure.size())
            .filter(i -> !enclosure.isPoint(i))
            .findFirst()
            .orElse(0);
    return "`; in whatever order it is rounded, element "
        + k
        + " is in `"
        + enclosure.describe(k)
        + "`";
  }

  /** The result at a level, in a line. */
  static String brief(Evidence evidence, Level level) {
    Verdict verdict = level.judgement().verdict();
    if (!level.outcome().isOk()) {
      return word(verdict) + ": " + said(level.outcome().detail());
    }
    if (verdict != Verdict.MISMATCH) {
      return word(verdict);
    }
    return word(verdict) + ": " + first(evidence, level);
  }

  /** The first output that is wrong, and where. */
  private static String first(Evidence evidence, Level level) {
    List<Value> outputs = evidence.graph().outputs();
    for (int o = 0; o < outputs.size(); o++) {
      String name = outputs.get(o).name();
      Tensor value = evidence.reading().value(name);
      Tensor got = level.outcome().outputs().get(o);
      if (value.type() != got.type() || !Arrays.equals(value.shape(), got.shape())) {
        return "`" + name + "` is " + TensorType.of(got) + ", not " + TensorType.of(value);
      }
      Enclosure enclosure = evidence.reading().enclosure(name);
      for (int k = 0; k < value.size(); k++) {
        if (evidence.reading().isSpecified(name) && !enclosure.holds(got, k)) {
          return "element "
              + k
              + " of `"
              + name
              + "` is `"
              + element(got, k)
              + "`, not `"
              + element(value, k)
              + "`";
        }
      }
    }
    return "see above";
  }

  private static String said(String detail) {
    String line = detail.lines().map(String::strip).collect(Collectors.joining(" "));
    String cut = line.length() > MOST_WORDS ? line.substring(0, MOST_WORDS) + "..." : line;
    return "`" + cut.replace("`", "'").replace("|", "\\|") + "`";
  }

  static String word(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "right";
      case MISMATCH -> "**wrong**";
      case CRASH -> "**dies**";
      case TIMEOUT -> "**never ends**";
      case UNSTABLE -> "**differs from run to run**";
      case ERROR -> "**fails**";
      case UNSUPPORTED -> "not supported";
      case INDECISIVE -> "not decidable";
      case INVALID -> "undefined";
    };
  }
}
