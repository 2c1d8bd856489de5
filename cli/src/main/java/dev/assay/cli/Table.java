package dev.assay.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Prints rows in aligned columns under headings. */
final class Table {
  private static final int GAP = 2;

  private Table() {}

  static void print(PrintWriter out, Ansi ansi, List<String> headings, List<List<String>> rows) {
    int[] widths = new int[headings.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = headings.get(c).length();
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    out.println(ansi.string("@|faint " + line(headings, widths) + "|@"));
    for (List<String> row : rows) {
      out.println(line(row, widths));
    }
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder(" ".repeat(GAP));
    for (int c = 0; c < widths.length; c++) {
      line.append(cells.get(c)).append(" ".repeat(widths[c] - cells.get(c).length() + GAP));
    }
    return line.toString().stripTrailing();
  }
}
