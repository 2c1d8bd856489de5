package dev.assay.cli;

import dev.assay.generator.AttributeBin;
import dev.assay.generator.Census;
import dev.assay.generator.LeftOut;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Statistics as the names and values of an event. */
final class StatisticsFacts {
  private StatisticsFacts() {}

  static Object[] of(Statistics s) {
    Census census = s.census();
    Map<String, Long> edges = new TreeMap<>();
    census.edges().forEach((e, n) -> edges.put(e.from() + ">" + e.to(), n));
    Map<String, Long> pairs = new TreeMap<>();
    census.bindings().forEach((b, n) -> pairs.put(b.toString(), n));
    Map<String, Map<String, Long>> attributes = new TreeMap<>();
    census.attributes().forEach((name, bins) -> attributes.put(name, labelled(bins)));
    Map<String, Long> ways = new TreeMap<>();
    s.ways().forEach((way, n) -> ways.put(way.label(), n));
    return new Object[] {
      "models",
      census.models(),
      "nodes",
      census.nodes(),
      "cpu_s",
      Events.rounded(s.cpu().toNanos() / 1e9),
      "models_per_cpu_s",
      Events.rounded(s.perSecond()),
      "operators",
      census.operators(),
      "median",
      s.median(),
      "scarce_operators",
      s.scarce(),
      "possible_pairs",
      s.possible().size(),
      "met_pairs",
      s.met(),
      "unmet_pairs",
      s.unmet(),
      "left_out_pairs",
      s.leftOut().stream().map(StatisticsFacts::facts).toList(),
      "pairs",
      pairs,
      "types",
      census.types(),
      "ranks",
      census.ranks(),
      "sizes",
      census.sizes(),
      "ones",
      Events.rounded(s.share(d -> d == 1)),
      "equal_sided",
      census.equalSided(),
      "edges",
      edges,
      "attributes",
      attributes,
      "inputs_by_way",
      ways
    };
  }

  private static Map<String, Long> labelled(Map<AttributeBin, Long> bins) {
    Map<String, Long> labelled = new TreeMap<>();
    bins.forEach((bin, n) -> labelled.put(bin.label(), n));
    return labelled;
  }

  private static Map<String, Object> facts(LeftOut l) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("operator", l.operator());
    facts.put("port", l.port());
    facts.put("types", List.copyOf(l.types()).stream().map(Object::toString).sorted().toList());
    facts.put("why", l.why());
    return facts;
  }
}
