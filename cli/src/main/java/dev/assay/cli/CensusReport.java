package dev.assay.cli;

import dev.assay.generator.AttributeBin;
import dev.assay.generator.Census;
import dev.assay.generator.LeftOut;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/** Tells a person what there is in models: a line for each question, and bars. */
final class CensusReport {
  private static final int BAR = 40;
  private static final int WIDTH = 100;
  private static final int SHOWN = 6;
  private static final int CERTAINTY = 20;
  private static final String INDENT = " ".repeat(13);

  private final Statistics statistics;
  private final Census census;
  private final PrintWriter out;
  private final Ansi ansi;

  CensusReport(Statistics statistics, PrintWriter out, Ansi ansi) {
    this.statistics = statistics;
    this.census = statistics.census();
    this.out = out;
    this.ansi = ansi;
  }

  /**
   * @param made what was done with them in the time
   */
  void print(String made) {
    head(
        "models",
        "%,d of %,d nodes, %s %,.0f a CPU second",
        census.models(),
        census.nodes(),
        made,
        statistics.perSecond());
    operators();
    pairs();
    head("types", "%d different, of %,d tensors", census.types().size(), total(census.types()));
    bars(named(census.types()));
    head("ranks", "%.1f axes on average", mean(census.ranks()));
    bars(named(census.ranks()));
    sizes();
    edges();
    attributes();
    inputs();
  }

  private void operators() {
    List<Map.Entry<String, Long>> rarest = statistics.operators();
    head(
        "operators",
        "%d of %d, half of them with %,d nodes or more",
        census.operators().size(),
        rarest.size(),
        statistics.median());
    Map<String, Long> spread = new LinkedHashMap<>();
    rarest.forEach(o -> spread.merge(doubling(o.getValue()) + " nodes", 1L, Long::sum));
    bars(spread);
    fact("rarest", words(rarest.stream().limit(SHOWN)));
    fact("commonest", words(largest(census.operators())));
    List<String> scarce = statistics.scarce();
    fact(
        "scarce",
        "%s",
        scarce.isEmpty() ? "none has less than a tenth of the median" : list(scarce));
  }

  private void pairs() {
    List<String> unmet = statistics.unmet();
    head(
        "pairs",
        "%,d of %,d of an operator's definition and an element type",
        statistics.met(),
        statistics.possible().size());
    fact("unmet", "%s", unmet.isEmpty() ? "none" : list(unmet));
    for (LeftOut l : statistics.leftOut()) {
      String types =
          l.types().stream().sorted().map(Object::toString).collect(Collectors.joining(" "));
      fact("no model", "%s %s: %s (%s)", l.operator(), l.port(), types, l.why());
    }
  }

  private void sizes() {
    head(
        "sizes",
        "%d different, %.1f %% are 1, %.1f %% primes, %.1f %% powers of two from 4, %.1f %% of"
            + " tensors have equal sides",
        census.sizes().size(),
        100 * statistics.share(d -> d == 1),
        100 * statistics.share(d -> BigInteger.valueOf(d).isProbablePrime(CERTAINTY)),
        100 * statistics.share(d -> d >= 4 && Long.bitCount(d) == 1),
        100.0 * census.equalSided() / Math.max(1, total(census.ranks())));
    Map<String, Long> spread = new LinkedHashMap<>();
    census.sizes().forEach((size, n) -> spread.merge(doubling(size), n, Long::sum));
    bars(spread);
  }

  private void edges() {
    head(
        "edges",
        "%,d different of an operator that reads another, %,d in all",
        census.edges().size(),
        total(census.edges()));
    fact(
        "commonest",
        words(
            largest(census.edges())
                .map(e -> Map.entry(e.getKey().from() + ">" + e.getKey().to(), e.getValue()))));
  }

  private void attributes() {
    Map<String, Long> bins = new TreeMap<>();
    census.attributes().forEach((name, own) -> bins.put(name, (long) own.size()));
    head(
        "attributes",
        "%d with %,d bins of values, %d of one bin alone",
        bins.size(),
        total(bins),
        bins.values().stream().filter(n -> n == 1).count());
    Map<String, Long> spread = new LinkedHashMap<>();
    bins.values().stream()
        .sorted()
        .forEach(n -> spread.merge(doubling(n) + (n == 1 ? " bin" : " bins"), 1L, Long::sum));
    bars(spread);
    Map<String, Long> all = new TreeMap<>();
    for (Map<AttributeBin, Long> own : census.attributes().values()) {
      own.forEach((bin, n) -> all.merge(bin.label(), n, Long::sum));
    }
    fact("commonest", words(largest(all)));
  }

  private void inputs() {
    Map<String, Long> ways = new LinkedHashMap<>();
    statistics.ways().forEach((way, n) -> ways.put(way.label(), n));
    head(
        "inputs",
        "of %,d models, by how they were found; mended: the fallback changed the model",
        total(ways));
    bars(ways);
  }

  /** A number with those that have as many binary digits: {@code 4..7}. */
  private static String doubling(long n) {
    long low = Long.highestOneBit(n);
    return low <= 1 ? "" + n : low + ".." + (2 * low - 1);
  }

  private static Map<String, Long> named(Map<?, Long> counts) {
    Map<String, Long> named = new LinkedHashMap<>();
    counts.forEach((key, n) -> named.put(key.toString(), n));
    return named;
  }

  private static long total(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(n -> n).sum();
  }

  private static double mean(Map<Integer, Long> counts) {
    double sum =
        counts.entrySet().stream().mapToDouble(e -> (double) e.getKey() * e.getValue()).sum();
    return sum / Math.max(1, total(counts));
  }

  private static <T> Stream<Map.Entry<T, Long>> largest(Map<T, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN);
  }

  private static String words(Stream<Map.Entry<String, Long>> counts) {
    return counts
        .map(e -> String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
        .collect(Collectors.joining("  "));
  }

  /** All of them, in lines of a width. */
  private static String list(List<String> words) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : words) {
      if (column > 0 && column + word.length() > WIDTH) {
        lines.append("\n");
        column = 0;
      }
      lines.append(column == 0 ? "" : ", ").append(word);
      column += word.length() + 2;
    }
    return lines.toString();
  }

  private void head(String what, String format, Object... arguments) {
    String padded = String.format(Locale.ROOT, "%-11s", what);
    out.println(
        ansi.string("@|bold " + padded + "|@  ") + String.format(Locale.ROOT, format, arguments));
  }

  private void fact(String what, String format, Object... arguments) {
    String text =
        String.format(Locale.ROOT, format, arguments).replace("\n", "\n" + INDENT + " ".repeat(11));
    out.println(INDENT + String.format(Locale.ROOT, "%-9s", what) + "  " + text);
  }

  /** A row for each count, with its part of all and a bar. */
  private void bars(Map<String, Long> counts) {
    long all = Math.max(1, total(counts));
    long most = counts.values().stream().mapToLong(n -> n).max().orElse(1);
    int width = counts.keySet().stream().mapToInt(String::length).max().orElse(0);
    counts.forEach(
        (name, n) ->
            out.printf(
                Locale.ROOT,
                "%s%-" + Math.max(1, width) + "s  %,11d  %5.1f %%  %s%n",
                INDENT,
                name,
                n,
                100.0 * n / all,
                "#".repeat((int) Math.max(1, Math.round((double) BAR * n / most)))));
  }
}
