package dev.assay.cli.page;

import static dev.assay.cli.picture.Markup.text;

import dev.assay.cli.picture.Captions;
import dev.assay.cli.picture.ModelPicture;
import dev.assay.cli.picture.ModelText;
import dev.assay.cli.report.GuiltyNodes;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.TestCase;
import dev.assay.corpus.TestResult.BackendVerdict;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What there is to see of one finding: what every backend and level did, the values, the model and
 * the command that replays it.
 */
final class FindingBody {
  private FindingBody() {}

  /**
   * The finding as HTML.
   *
   * @param campaign its folder
   * @param verdicts of the test, the finding among them
   */
  static String of(Path campaign, BackendVerdict finding, List<BackendVerdict> verdicts) {
    List<BackendVerdict> beside = verdicts.stream().filter(v -> isBeside(v, finding)).toList();
    StringBuilder body = new StringBuilder();
    Path folder = campaign.resolve(finding.folder());
    if (finding.folder().isEmpty() || !CaseFolder.is(folder)) {
      return body.append(verdicts(beside))
          .append(detail(finding))
          .append("<p>The case is not there any more.</p>\n")
          .toString();
    }
    TestCase test = CaseFolder.read(folder);
    body.append("<pre class=\"command\">")
        .append(text(test.note().map(CaseNote::command).orElse("")))
        .append("</pre>\n")
        .append(verdicts(beside))
        .append(detail(finding));
    return body.append(model(folder, test, finding, beside)).toString();
  }

  /** Whether a verdict is on the same model; a rewritten form has a case of its own. */
  private static boolean isBeside(BackendVerdict v, BackendVerdict finding) {
    boolean rewritten = finding.folder().contains("-rewritten-");
    return v.equals(finding) || !rewritten && !v.folder().contains("-rewritten-");
  }

  private static String verdicts(List<BackendVerdict> verdicts) {
    StringBuilder table =
        new StringBuilder(
            "<div class=\"wide\"><table>\n<tr><th>backend</th><th>verdict</th><th>why</th></tr>\n");
    for (BackendVerdict v : verdicts) {
      table
          .append("<tr><td>")
          .append(text(v.backend() + (v.version().isEmpty() ? "" : " " + v.version())))
          .append("</td><td><b class=\"verdict ")
          .append(text(v.verdict()))
          .append("\">")
          .append(text(v.verdict()))
          .append("</b></td><td>")
          .append(text(v.detail().lines().findFirst().orElse("")))
          .append(v.known().isEmpty() ? "" : " (known: " + text(v.known()) + ")")
          .append("</td></tr>\n");
    }
    return table.append("</table></div>\n").toString();
  }

  private static String detail(BackendVerdict finding) {
    return "<pre>" + text(finding.detail()) + "</pre>\n";
  }

  private static String model(
      Path folder, TestCase test, BackendVerdict finding, List<BackendVerdict> beside) {
    Graph graph = GraphFromOnnx.of(test.model());
    GraphReading reading;
    try {
      reading = GraphReading.of(graph, test.data().get(0).inputs(graph));
      reading.outputs();
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return picture(graph, Captions.declared(), Set.of()); // invalid on purpose, for instance
    }
    Map<String, List<Tensor>> got = new LinkedHashMap<>();
    for (BackendVerdict v : beside) {
      List<Tensor> outputs = CaseFolder.got(folder, v.backend());
      if (!outputs.isEmpty()) {
        got.put(v.backend(), outputs);
      }
    }
    return ValueTable.of(reading, got)
        + picture(graph, Captions.ranges(reading), GuiltyNodes.of(reading, finding.detail()));
  }

  /** The model drawn; as text where the layout library fails, which must not cost the page. */
  private static String picture(Graph graph, Captions captions, Set<Node> guilty) {
    try {
      return "<div class=\"wide picture\">"
          + ModelPicture.within(graph, captions, guilty)
          + "</div>\n";
    } catch (IllegalStateException | IndexOutOfBoundsException | UnsupportedOperationException e) {
      return "<pre>" + text(ModelText.of(graph, captions, guilty)) + "</pre>\n";
    }
  }
}
