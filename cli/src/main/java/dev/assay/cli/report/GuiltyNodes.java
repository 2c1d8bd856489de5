package dev.assay.cli.report;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.GraphReading;
import dev.assay.oracle.NodeForm;
import dev.assay.oracle.reduce.FirstTurns;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The nodes of a model, and of its bodies, that the detail of a finding names as culprits. */
public final class GuiltyNodes {
  private static final Pattern NODE = Pattern.compile("(?m)^ +node +: (.+?)(?: before .*)?$");

  /** The elements of an argument; a backend that goes wrong may have had others. */
  private static final Pattern ELEMENTS = Pattern.compile("(?<=])\\{\\[[^]]*]}");

  private GuiltyNodes() {}

  /**
   * The nodes, by identity; none where the detail names nobody.
   *
   * @param reading of the model on the inputs of the finding
   */
  public static Set<Node> of(GraphReading reading, String detail) {
    Set<Node> guilty = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<String> calls =
        NODE.matcher(detail)
            .results()
            .map((MatchResult m) -> bare(m.group(1)))
            .collect(Collectors.toSet());
    if (!calls.isEmpty()) {
      for (Map.Entry<Graph, GraphReading> turn : FirstTurns.of(reading).entrySet()) {
        for (Node node : turn.getKey().nodes()) {
          if (calls.contains(bare(call(turn.getValue(), node)))) {
            guilty.add(node);
          }
        }
      }
    }
    return guilty;
  }

  private static String call(GraphReading reading, Node node) {
    try {
      return NodeForm.of(reading, node).call();
    } catch (IllegalArgumentException e) {
      return ""; // it takes what is no tensor
    }
  }

  private static String bare(String call) {
    return ELEMENTS.matcher(call).replaceAll("");
  }
}
