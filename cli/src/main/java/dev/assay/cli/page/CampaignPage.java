package dev.assay.cli.page;

import static dev.assay.cli.picture.Markup.text;

import dev.assay.cli.picture.ModelPicture;
import dev.assay.corpus.Causes;
import dev.assay.corpus.Chronicle;
import dev.assay.corpus.StoredVerdicts.OfTest;
import dev.assay.corpus.TestResult.BackendVerdict;
import dev.assay.corpus.Totals;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A campaign as one page of HTML that needs nothing beside it: what was reached over time, which
 * operators at which types, and the findings by what they come from, each with its model drawn. The
 * body of a finding is text to the browser until somebody opens it, so that thousands do no harm.
 */
public final class CampaignPage {
  /** What a finding is folded away behind; beyond so many letters the rest is in its body. */
  private static final int HEADLINE = 160;

  private final Path folder;
  private final Chronicle chronicle;
  private final Writer page;

  private CampaignPage(Path folder, Chronicle chronicle, Writer page) {
    this.folder = folder;
    this.chronicle = chronicle;
    this.page = page;
  }

  /**
   * Writes the page.
   *
   * @param support what backends lack, by the versions of the backends
   * @throws IllegalArgumentException if there is no campaign in the folder
   */
  public static void write(Path folder, Function<Map<String, String>, Support> support, Path file) {
    Chronicle chronicle = Chronicle.of(folder);
    List<Causes.Group> groups = Causes.groups(folder);
    Path around = Objects.requireNonNull(file.toAbsolutePath().getParent());
    try {
      Files.createDirectories(around);
      try (BufferedWriter writer = Files.newBufferedWriter(file)) {
        new CampaignPage(folder, chronicle, writer)
            .write(groups, support.apply(chronicle.versions()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private void write(List<Causes.Group> groups, Support support) throws IOException {
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    page.write(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
            + "<meta name=\"color-scheme\" content=\"light dark\"/>\n<link rel=\"icon\" href=\"data:,\"/>\n<title>"
            + text(name)
            + " – Assay</title>\n<style>\n"
            + resource("page.css")
            + ModelPicture.STYLE
            + "</style>\n</head>\n<body>\n<main>\n");
    head(name, groups);
    section("Progress", ProgressChart.of(chronicle.moments()));
    section("Verdicts", verdicts());
    findings(groups);
    section("Operators by type", OperatorTable.of(chronicle.totals().pairs(), support, groups));
    section("Known bugs", known());
    page.write("</main>\n<script>\n" + resource("page.js") + "</script>\n</body>\n</html>\n");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = CampaignPage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void section(String title, String body) throws IOException {
    if (!body.isEmpty()) {
      page.write("<section>\n<h2>" + title + "</h2>\n" + body + "</section>\n");
    }
  }

  private void head(String name, List<Causes.Group> groups) throws IOException {
    Totals totals = chronicle.totals();
    page.write("<header>\n<h1>" + text(name) + "</h1>\n<p class=\"quiet\">");
    page.write(
        "Assay "
            + text(chronicle.assay())
            + ", begun "
            + text(
                chronicle
                    .started()
                    .replaceFirst("\\.\\d+", "")
                    .replace('T', ' ')
                    .replace("Z", " UTC"))
            + "</p>\n<pre class=\"command\">assay fuzz "
            + text(chronicle.recipe().toString())
            + "</pre>\n<dl class=\"figures\">\n");
    figure(totals.tests(), "tests");
    figure(totals.pairs().size(), "operators at a type");
    figure(totals.findings(), "new findings");
    figure(groups.size(), "causes");
    figure(totals.known().size(), "known bugs met");
    figure(totals.failures(), "failures of Assay");
    page.write("</dl>\n</header>\n");
  }

  private void figure(long count, String what) throws IOException {
    page.write(String.format(Locale.ROOT, "<div><dt>%s</dt><dd>%,d</dd></div>\n", what, count));
  }

  private String verdicts() {
    Map<String, Map<String, Long>> counts = chronicle.totals().verdicts();
    TreeSet<String> words = new TreeSet<>();
    counts.values().forEach(c -> words.addAll(c.keySet()));
    StringBuilder table = new StringBuilder("<div class=\"wide\"><table>\n<tr><th>backend</th>");
    words.forEach(w -> table.append("<th class=\"n\">").append(text(w)).append("</th>"));
    table.append("</tr>\n");
    counts.forEach(
        (backend, of) -> {
          table.append("<tr><th>").append(text(backend)).append("</th>");
          words.forEach(
              w ->
                  table.append(
                      String.format(
                          Locale.ROOT, "<td class=\"n\">%,d</td>", of.getOrDefault(w, 0L))));
          table.append("</tr>\n");
        });
    return table.append("</table></div>\n").toString();
  }

  private String known() {
    if (chronicle.totals().known().isEmpty()) {
      return "";
    }
    StringBuilder table =
        new StringBuilder(
            "<div class=\"wide\"><table>\n<tr><th>bug</th><th class=\"n\">times</th><th>case</th></tr>\n");
    chronicle
        .totals()
        .known()
        .forEach(
            (bug, met) ->
                table.append(
                    String.format(
                        Locale.ROOT,
                        "<tr><td>%s</td><td class=\"n\">%,d</td><td><code>%s</code></td></tr>\n",
                        text(bug),
                        met.count(),
                        text(met.folder()))));
    return table.append("</table></div>\n").toString();
  }

  private void findings(List<Causes.Group> groups) throws IOException {
    page.write("<section>\n<h2>Findings</h2>\n");
    if (groups.isEmpty()) {
      page.write("<p>There is none that is new.</p>\n</section>\n");
      return;
    }
    page.write(
        "<p class=\"find\"><input type=\"search\" id=\"find\" placeholder=\"operator, backend or message\""
            + " aria-label=\"Show the findings with these words\"/> <span id=\"found\" class=\"quiet\""
            + " role=\"status\"></span></p>\n"
            + "<noscript><p>Models and values are shown by a script; without it, see the folders of the"
            + " cases.</p></noscript>\n<div id=\"findings\">\n");
    for (Causes.Group group : groups) {
      group(group);
    }
    page.write("</div>\n</section>\n");
  }

  private void group(Causes.Group group) throws IOException {
    long verdicts = group.verdicts();
    page.write("<article>\n<h3>" + text(group.what()) + "</h3>\n<p class=\"quiet\">");
    page.write(
        String.format(
            Locale.ROOT,
            "%s, shown by %,d %s</p>\n",
            group.findings().size() == 1 ? "one finding" : group.findings().size() + " findings",
            verdicts,
            verdicts == 1 ? "verdict" : "verdicts"));
    for (OfTest each : group.findings()) {
      finding(each);
    }
    page.write("</article>\n");
  }

  private void finding(OfTest each) throws IOException {
    BackendVerdict v = each.verdict();
    String headline = v.detail().lines().findFirst().orElse(v.verdict());
    page.write(
        "<details><summary><b class=\"verdict "
            + text(v.verdict())
            + "\">"
            + text(v.verdict())
            + "</b> "
            + text(headline.length() > HEADLINE ? headline.substring(0, HEADLINE) + "…" : headline)
            + " <span class=\"quiet\">"
            + text(v.backend())
            + ", test "
            + each.test()
            + "</span></summary>\n<script type=\"text/html\">\n");
    page.write(
        FindingBody.of(folder, v, chronicle.verdicts().getOrDefault(each.test(), List.of(v))));
    page.write("</script></details>\n");
  }
}
