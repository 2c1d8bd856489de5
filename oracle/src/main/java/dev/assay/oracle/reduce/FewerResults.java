package dev.assay.oracle.reduce;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Renaming;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes less from bodies and gives them less: a result with all that carries it from turn to turn,
 * or something that is taken apart slice by slice. A body that still reads it reads what it was in
 * the first turn.
 */
final class FewerResults implements Surgery {
  private static final String SCANNED = "num_scan_inputs";

  @Override
  public Stream<Edit> of(Specimen specimen) {
    return specimen.sites().stream()
        .filter(site -> !site.isOutermost())
        .flatMap(site -> of(specimen, site));
  }

  private static Stream<Edit> of(Specimen specimen, Site site) {
    Site around = around(specimen, site.way());
    Turn turn = site.turn().orElseThrow();
    Node node = specimen.graph(around).nodes().get(site.way().last().node());
    int carried = node.operator().equals("If") ? 0 : turn.plain();
    Stream<Edit> results =
        IntStream.range(0, node.outputs().size())
            .map(k -> node.outputs().size() - 1 - k)
            .mapToObj(
                k ->
                    d ->
                        new Less(specimen, around, site, node)
                            .without(k, k < carried ? input(node, k) : -1));
    Stream<Edit> slices =
        IntStream.range(input(node, carried), node.inputs().size())
            .filter(k -> node.bodies().containsKey("body"))
            .mapToObj(k -> d -> new Less(specimen, around, site, node).without(-1, k));
    return Stream.concat(results, slices);
  }

  /** The input of a node that is what it carries at first. */
  private static int input(Node node, int carried) {
    return node.operator().equals("Loop") ? 2 + carried : carried;
  }

  private static Site around(Specimen specimen, Way way) {
    return specimen.sites().stream()
        .filter(s -> s.way().equals(way.outwards()))
        .findFirst()
        .orElseThrow();
  }

  /** A node that takes or gives less, with its bodies. */
  private record Less(Specimen specimen, Site around, Site site, Node node) {

    /**
     * Leaves out an output, an input, or both.
     *
     * @param output its place; -1 for none
     * @param input its place; -1 for none
     */
    Draft without(int output, int input) {
      Map<String, Tensor> leaves = new LinkedHashMap<>();
      Node less = node;
      for (Map.Entry<String, Graph> e : node.bodies().entrySet()) {
        less = Way.with(less, e.getKey(), body(e.getValue(), output, input, leaves));
      }
      less =
          less.withInputs(without(node.inputs(), input))
              .withOutputs(without(node.outputs(), output))
              .withAttributes(attributes(less.attributes(), output, input));
      List<Node> nodes = new ArrayList<>(specimen.graph(around).nodes());
      nodes.set(site.way().last().node(), less);
      Graph rest = specimen.graph(around).withNodes(nodes);
      return Gaps.filled(specimen.draft(), around, rest, Set.of()).withMore(leaves, Map.of());
    }

    private Graph body(Graph body, int output, int input, Map<String, Tensor> leaves) {
      Turn turn = site.turn().orElseThrow();
      List<Value> outputs = without(body.outputs(), output < 0 ? -1 : turn.first() + output);
      if (input < 0) {
        return body.withOutputs(outputs);
      }
      String gone = body.inputs().get(input).name();
      Map<String, String> names = new HashMap<>();
      String outer = turn.bound().get(gone);
      Tensor given = turn.given().get(gone);
      if (outer != null) {
        names.put(gone, outer);
      } else if (given != null) {
        leaves.put(gone, given);
      }
      return body.withInputs(without(body.inputs(), input))
          .withNodes(body.nodes().stream().map(n -> Renaming.of(n, names)).toList())
          .withOutputs(
              outputs.stream()
                  .map(v -> new Value(names.getOrDefault(v.name(), v.name()), v.type()))
                  .toList());
    }

    /** A scan's number of inputs that are taken apart, and its lists of axes and directions. */
    private Map<String, Attribute> attributes(Map<String, Attribute> all, int output, int input) {
      Map<String, Attribute> attributes = new TreeMap<>(all);
      Attribute scanned = attributes.get(SCANNED);
      int states = site.turn().orElseThrow().plain();
      if (scanned != null && input >= states) {
        attributes.put(SCANNED, Attribute.of(scanned.integer() - 1));
      }
      attributes.replaceAll(
          (name, a) ->
              name.startsWith("scan_input_") && input >= states
                  ? Attribute.ofInts(without(a.integers(), input - states))
                  : name.startsWith("scan_output_") && output >= states
                      ? Attribute.ofInts(without(a.integers(), output - states))
                      : a);
      return attributes;
    }

    private static <T> List<T> without(List<T> list, int k) {
      List<T> fewer = new ArrayList<>(list);
      if (k >= 0) {
        fewer.remove(k);
      }
      return fewer;
    }
  }
}
