package dev.assay.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.Campaign;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.CaseNote;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.Recipe;
import dev.assay.corpus.TestCase;
import dev.assay.corpus.TestResult;
import dev.assay.corpus.TestResult.BackendVerdict;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The page of a campaign is well formed, whole by itself, and shows every finding. */
final class CampaignPageTest {
  private static final Pattern BODY =
      Pattern.compile("<script type=\"text/html\">(.*?)</script>", Pattern.DOTALL);
  private static final Pattern CODE =
      Pattern.compile("<(script|style)[ >].*?</\\1>", Pattern.DOTALL);
  private static final String PLAIN = "onnxruntime:opt=disabled";
  private static final String ALL = "onnxruntime:opt=all";
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)> & \"it\" \u0001";
  private static final TensorType TYPE = TensorType.of(DType.FLOAT32, 2);
  private static final Tensor GIVEN = Tensor.of(DType.FLOAT32, new int[] {2}, 0.0, 0.0);
  private static final Tensor HALVES = Tensor.of(DType.FLOAT32, new int[] {2}, 0.5, 0.5);
  private static final Tensor WRONG = Tensor.of(DType.FLOAT32, new int[] {2}, 0.5, 1.0);

  private static final Graph SOFTMAX =
      new Graph(
          "a <b>",
          Map.of("", 17),
          List.of(new Value("x", TYPE)),
          Map.of(),
          List.of(
              Node.of("Softmax", List.of("x"), List.of("y"), Map.of("axis", Attribute.of(0))),
              Node.of("Relu", List.of("y"), List.of("z"), Map.of())),
          List.of(new Value("y", TYPE), new Value("z", TYPE)));

  @TempDir Path folder;

  private static BackendVerdict verdict(
      String backend, String verdict, String signature, String detail, String place) {
    boolean finding = !signature.isEmpty();
    return new BackendVerdict(
        backend, "1.29.0", verdict, "", finding, "", signature, List.of(), detail, place, 1);
  }

  private static List<BackendVerdict> findingOf(int test, String detail) {
    return List.of(
        verdict(PLAIN, "pass", "", "", ""),
        verdict(
            ALL,
            "mismatch",
            "onnxruntime mismatch " + test + " in Softmax-13(float32)",
            detail,
            "findings/" + test));
  }

  private Path campaign(int findings) {
    Path path = folder.resolve("nightly");
    Recipe recipe =
        new Recipe(1, 1, List.of(), List.of(), List.of(), 0, List.of(), "", List.of(PLAIN, ALL));
    try (Campaign campaign = Campaign.open(path, recipe, "1.0")) {
      for (int test = 0; test < findings; test++) {
        String detail =
            (test == 1 ? HOSTILE : "an element lies outside of its enclosure")
                + "\n  node     : Softmax-13(float32[2]{[9.0, 9.0]}) {axis=0} before Relu";
        keep(path.resolve("findings/" + test), test);
        campaign.add(
            new TestResult(
                test,
                true,
                false,
                Map.of(),
                Set.of("Softmax-13 input:float32"),
                Set.of(),
                1,
                0,
                "real",
                "drawn",
                1,
                0,
                Map.of(),
                findingOf(test, detail)));
      }
    }
    return path;
  }

  private static void keep(Path place, int test) {
    CaseNote note =
        new CaseNote(
            "1.0", 1, test, Optional.empty(), Optional.empty(), "assay replay " + test + " --x");
    CaseFolder.write(
        place,
        new TestCase(
            place.getFileName().toString(),
            OnnxFromGraph.of(SOFTMAX),
            List.of(DataSet.of(Map.of("x", GIVEN), Map.of("y", HALVES))),
            Optional.of(note)),
        Map.of(PLAIN, List.of(HALVES, HALVES), ALL, List.of(WRONG, HALVES)));
  }

  private String page(int findings) throws Exception {
    Path file = folder.resolve("out/page.html");
    CampaignPage.write(
        campaign(findings), versions -> (operator, type) -> type.equals("bfloat16"), file);
    return Files.readString(file);
  }

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void itIsWellFormedAndNeedsNothingElse() throws Exception {
    String page = page(3);
    assertThat(
            parsed(CODE.matcher(page).replaceAll("")).getElementsByTagName("details").getLength())
        .isEqualTo(3);
    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "src=\"", "@import", "url(");
    CampaignPage.write(
        folder.resolve("nightly"),
        versions -> (operator, type) -> type.equals("bfloat16"),
        folder.resolve("again.html"));
    assertThat(Files.readString(folder.resolve("again.html"))).isEqualTo(page);
  }

  @Test
  void everyFindingHasItsModelValuesAndCommand() throws Exception {
    Matcher bodies = BODY.matcher(page(3));
    for (int test = 0; test < 3; test++) {
      assertThat(bodies.find()).isTrue();
      String body = bodies.group(1);
      Document parsed = parsed("<div>" + body + "</div>");
      assertThat(parsed.getElementsByTagName("svg").getLength()).isEqualTo(1);
      assertThat(body)
          .contains("assay replay " + test + " --x")
          .containsPattern("<rect class=\"guilty\"[^>]*/>")
          .containsOnlyOnce("class=\"guilty\"")
          .contains("<td class=\"n bad\">1</td>", "1 wrong", "0 wrong", "<th>y[1]</th>")
          .doesNotContain("<th>z[1]</th>");
    }
  }

  @Test
  void whatBackendsSayIsNoMarkup() throws Exception {
    String page = page(2);
    assertThat(page).doesNotContain("<img").contains("&lt;img src=x onerror=alert(1)&gt; &amp;");
    assertThat(page.split("</script>", -1)).hasSize(2 + 1 + 1);
  }

  @Test
  void operatorsStandByType() throws Exception {
    assertThat(page(2))
        .containsPattern("<tr><th>Softmax</th>.*<td class=\"bad\" title=\"2 tests\">2</td>");
  }

  @Test
  void nothingNewIsSaid() throws Exception {
    assertThat(page(0)).contains("There is none that is new.").doesNotContain("Operators by type");
  }

  @Test
  void valuesThatNobodyKeptAreLeftOut() throws Exception {
    Path campaign = campaign(1);
    CaseFolder.write(
        campaign.resolve("findings/0"), CaseFolder.read(campaign.resolve("findings/0")));
    CampaignPage.write(campaign, versions -> (o, t) -> false, folder.resolve("page.html"));
    assertThat(Files.readString(folder.resolve("page.html")))
        .contains("class=\"model\"")
        .doesNotContain("class=\"values\"");
  }
}
