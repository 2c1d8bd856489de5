package dev.assay.cli.page;

import static dev.assay.cli.picture.Markup.text;

import dev.assay.core.tensor.DType;
import dev.assay.corpus.Causes;
import dev.assay.corpus.StoredVerdicts.OfTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operators of a campaign by type: how many tests had each, which of them a backend lacks, and
 * where the findings are.
 */
final class OperatorTable {
  /** As a campaign keeps it: {@code Conv-11 X:float32}. */
  private static final Pattern PAIR = Pattern.compile("(.+)-\\d+ .+:(\\w+)");

  /** As a signature ends: {@code ... in Conv-11(float32, float32) before Relu; Add-14(int8)}. */
  private static final Pattern CULPRIT = Pattern.compile("([\\w.]+)-\\d+\\((\\w*)");

  private final Map<String, Map<String, Cell>> rows = new TreeMap<>();

  private static final class Cell {
    private long tests;
    private long findings;
  }

  private OperatorTable() {}

  static String of(Map<String, Long> pairs, Support support, List<Causes.Group> groups) {
    OperatorTable table = new OperatorTable();
    pairs.forEach(
        (pair, tests) -> {
          Matcher m = PAIR.matcher(pair);
          if (m.matches()) {
            Cell cell = table.cell(m.group(1), m.group(2));
            cell.tests = Math.max(cell.tests, tests);
          }
        });
    groups.stream().flatMap(g -> g.findings().stream()).forEach(table::add);
    return table.rows.isEmpty() ? "" : table.table(support);
  }

  private Cell cell(String operator, String type) {
    return rows.computeIfAbsent(operator, o -> new HashMap<>())
        .computeIfAbsent(type, t -> new Cell());
  }

  private void add(OfTest finding) {
    String signature = finding.verdict().signature();
    Matcher m = CULPRIT.matcher(signature.substring(Math.max(0, signature.lastIndexOf(" in "))));
    while (m.find()) {
      cell(m.group(1), m.group(2)).findings++;
    }
  }

  private String table(Support support) {
    List<String> types = new ArrayList<>();
    for (DType type : DType.values()) {
      if (rows.values().stream().anyMatch(row -> row.containsKey(type.toString()))) {
        types.add(type.toString());
      }
    }
    StringBuilder table =
        new StringBuilder(
            "<p class=\"quiet\">The number of tests with an operator at a type. <span class=\"key hit\">in"
                + " tests</span> <span class=\"key bad\">in findings, that many</span> <span class=\"key"
                + " lack\">a backend lacks it</span></p>\n<div class=\"wide tall\"><table"
                + " class=\"matrix\">\n<thead><tr><th>operator</th>");
    types.forEach(t -> table.append("<th><span>").append(t).append("</span></th>"));
    table.append("</tr></thead>\n<tbody>\n");
    rows.forEach(
        (operator, row) -> {
          table.append("<tr><th>").append(text(operator)).append("</th>");
          for (String type : types) {
            table.append(cell(row.get(type), support.lacks(operator, type)));
          }
          table.append("</tr>\n");
        });
    return table.append("</tbody></table></div>\n").toString();
  }

  private static String cell(@Nullable Cell cell, boolean lacks) {
    if (cell != null && cell.findings > 0) {
      return "<td class=\"bad\" title=\"" + cell.tests + " tests\">" + cell.findings + "</td>";
    }
    if (cell != null) {
      return "<td class=\"hit\">" + cell.tests + "</td>";
    }
    return lacks ? "<td class=\"lack\"></td>" : "<td></td>";
  }
}
