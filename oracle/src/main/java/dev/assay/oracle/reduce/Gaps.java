package dev.assay.oracle.reduce;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Maybe;
import dev.assay.core.tensor.Sequence;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fills what a graph misses when something in it is left out: what is still read is given as the
 * reference has it. A tensor becomes an input of the model, which bodies read from around them, or
 * a constant; a sequence is made of such tensors by one node.
 */
final class Gaps {
  private final Site site;
  private final Set<String> constant;
  private final Map<String, Tensor> feeds = new LinkedHashMap<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<Node> makers = new ArrayList<>();

  /**
   * @param constant the values that become constants
   */
  private Gaps(Site site, Set<String> constant) {
    this.site = site;
    this.constant = constant;
  }

  /**
   * A draft with another graph at a site, whose gaps are filled.
   *
   * @param constant the values that become constants; what a body gives always does
   */
  static Draft filled(Draft draft, Site site, Graph rest, Set<String> constant) {
    Set<String> made = made(site.way().in(draft.graph()));
    made.removeAll(made(rest));
    Set<String> missing = new LinkedHashSet<>();
    rest.nodes().forEach(n -> missing.addAll(Draft.reads(n)));
    Set<String> held = new HashSet<>(constant);
    if (!site.isOutermost()) {
      rest.outputs().stream().map(Value::name).forEach(held::add);
      missing.addAll(rest.outputs().stream().map(Value::name).toList());
    }
    missing.retainAll(made);
    Gaps gaps = new Gaps(site, held);
    missing.forEach(name -> gaps.fill(name, site.datum(name)));
    return gaps.filled(draft, rest);
  }

  private Draft filled(Draft draft, Graph rest) {
    List<Node> nodes = new ArrayList<>(makers);
    nodes.addAll(rest.nodes());
    List<Value> outputs =
        site.isOutermost()
            ? rest.outputs().stream().filter(v -> made(rest).contains(v.name())).toList()
            : rest.outputs();
    Map<String, Tensor> all = new LinkedHashMap<>(rest.constants());
    all.putAll(constants);
    Graph whole = rest.withNodes(nodes).withOutputs(outputs).withConstants(all);
    return draft.at(site.way(), g -> whole).withMore(feeds, Map.of());
  }

  private static Set<String> made(Graph g) {
    Set<String> made = new HashSet<>();
    g.nodes().forEach(n -> made.addAll(n.outputs()));
    made.remove("");
    return made;
  }

  private void fill(String name, Datum datum) {
    if (datum instanceof Tensor t) {
      (constant.contains(name) ? constants : feeds).put(name, t);
    } else if (datum instanceof Sequence s) {
      makers.add(maker(name, s));
    } else if (datum instanceof Maybe m) {
      makers.add(maker(name, m));
    }
  }

  private Node maker(String name, Sequence s) {
    List<String> elements = new ArrayList<>();
    for (Tensor t : s.elements()) {
      String element = name + "_" + elements.size();
      fill(element, t);
      elements.add(element);
    }
    return elements.isEmpty()
        ? Node.of(
            "SequenceEmpty",
            List.of(),
            List.of(name),
            Map.of("dtype", Attribute.of(s.type().onnx())))
        : Node.of("SequenceConstruct", elements, List.of(name), Map.of());
  }

  private Node maker(String name, Maybe m) {
    if (m.content().isEmpty()) {
      throw new IllegalArgumentException("nobody knows of what type nothing is");
    }
    String content = name + "_in";
    fill(content, m.content().get());
    return Node.of("Optional", List.of(content), List.of(name), Map.of());
  }
}
