package dev.assay.bench.seeded;

import dev.assay.bench.seeded.Opinions.Judges;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How many faults of each kind there were, and how many each judge saw. */
final class Detection {
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private static final class Row {
    private long count;
    private final Map<Judges, Long> seen = new EnumMap<>(Judges.class);

    void add(Collection<Judges> flags) {
      count++;
      flags.forEach(j -> seen.merge(j, 1L, Long::sum));
    }

    void add(Row other) {
      count += other.count;
      other.seen.forEach((j, n) -> seen.merge(j, n, Long::sum));
    }

    private String cells(boolean parts) {
      StringBuilder cells = new StringBuilder(String.format(Locale.ROOT, " %,d |", count));
      for (Judges j : Judges.values()) {
        long n = seen.getOrDefault(j, 0L);
        cells.append(
            count == 0
                ? " |"
                : parts
                    ? String.format(Locale.ROOT, " %.0f |", 100.0 * n / count)
                    : String.format(Locale.ROOT, " %,d |", n));
      }
      return cells.toString();
    }
  }

  /** Begins the row of a kind, so that it is printed even where there are no faults. */
  void begin(String kind) {
    rows.computeIfAbsent(kind, k -> new Row());
  }

  void add(String kind, Set<Judges> flags) {
    rows.computeIfAbsent(kind, k -> new Row()).add(flags);
  }

  /** How many faults there were. */
  long count() {
    return total().count;
  }

  private Row total() {
    Row total = new Row();
    rows.values().forEach(total::add);
    return total;
  }

  /** The faults of this and another, together. */
  Detection and(Detection other) {
    Detection both = new Detection();
    for (Detection d : new Detection[] {this, other}) {
      d.rows.forEach((kind, row) -> both.rows.computeIfAbsent(kind, k -> new Row()).add(row));
    }
    return both;
  }

  /** Prints a table in Markdown of what was seen, in per cent. */
  void printParts(PrintWriter out, String title) {
    print(out, title, "faults", true);
  }

  /** Prints a table in Markdown of how often something was seen. */
  void printCounts(PrintWriter out, String title, String ofWhat) {
    print(out, title, ofWhat, false);
  }

  private void print(PrintWriter out, String title, String ofWhat, boolean parts) {
    StringBuilder head = new StringBuilder("| " + title + " | " + ofWhat + " |");
    StringBuilder rule = new StringBuilder("| --- | ---: |");
    for (Judges j : Judges.values()) {
      head.append(" ").append(j.label()).append(" |");
      rule.append(" ---: |");
    }
    out.println();
    out.println(head);
    out.println(rule);
    rows.forEach((kind, row) -> out.println("| " + kind + " |" + row.cells(parts)));
    out.println("| **all** |" + total().cells(parts));
  }
}
