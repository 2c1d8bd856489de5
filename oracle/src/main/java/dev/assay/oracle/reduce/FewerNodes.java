package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Leaves out nodes, halves of a graph first: what others read of them is given instead, as the
 * reference has it. First as an input, and as a constant where it hung on constants alone; then all
 * as constants; and of what is left, all that nobody reads is an output, or only what was one. A
 * body may lose all its nodes, and its outputs stay.
 */
final class FewerNodes implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    return specimen.sites().stream().flatMap(site -> of(specimen, site));
  }

  private static Stream<Edit> of(Specimen specimen, Site site) {
    List<Node> nodes = specimen.graph(site).nodes();
    Stream<Sections> whole =
        site.isOutermost() ? Stream.of() : Stream.of(new Sections(0, nodes.size()));
    return Stream.concat(whole, Sections.of(nodes.size()))
        .flatMap(
            s -> {
              Set<Node> gone = new LinkedHashSet<>(nodes.subList(s.from(), s.to()));
              return Stream.<Edit>of(
                  d -> without(specimen, site, gone, false, true),
                  d -> without(specimen, site, gone, true, true),
                  d -> without(specimen, site, gone, false, false));
            });
  }

  private static Draft without(
      Specimen specimen, Site site, Set<Node> gone, boolean allConstant, boolean open) {
    Graph whole = specimen.graph(site);
    Graph rest = whole.withNodes(whole.nodes().stream().filter(n -> !gone.contains(n)).toList());
    Set<String> constant = new HashSet<>();
    if (allConstant) {
      gone.forEach(n -> constant.addAll(n.outputs()));
    } else {
      constant.addAll(fixed(whole));
    }
    if (site.isOutermost() && open) {
      rest = rest.withOutputs(opened(site, rest, gone));
    }
    return Gaps.filled(specimen.draft(), site, rest, constant);
  }

  /** The outputs, and what only nodes read that are gone. */
  private static List<Value> opened(Site site, Graph rest, Set<Node> gone) {
    List<Value> outputs = new ArrayList<>(rest.outputs());
    Set<String> made = new HashSet<>();
    Set<String> read = new HashSet<>();
    outputs.forEach(v -> read.add(v.name()));
    rest.nodes().forEach(n -> made.addAll(n.outputs()));
    rest.nodes().forEach(n -> read.addAll(Draft.reads(n)));
    gone.stream()
        .flatMap(n -> Draft.reads(n).stream())
        .distinct()
        .filter(name -> made.contains(name) && !read.contains(name))
        .forEach(
            name -> {
              if (site.datum(name) instanceof Tensor t) {
                outputs.add(new Value(name, TensorType.of(t)));
              }
            });
    return outputs;
  }

  /** The values that hang on constants of a graph alone. */
  private static Set<String> fixed(Graph g) {
    Set<String> fixed = new HashSet<>(g.constants().keySet());
    g.inputs().forEach(v -> fixed.remove(v.name()));
    for (Node node : g.nodes()) {
      if (fixed.containsAll(Draft.reads(node))) {
        fixed.addAll(node.outputs());
      }
    }
    return fixed;
  }
}
