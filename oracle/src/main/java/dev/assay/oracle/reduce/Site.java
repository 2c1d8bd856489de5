package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Datum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A graph of a model with the reference's value of all that is in it: the model's own, or a body in
 * its first turn, be it one that the model does not take.
 *
 * @param turn of a body
 */
record Site(Way way, GraphReading reading, Optional<Turn> turn) {

  /** Those of a model, each before those within it; without bodies that have no turn. */
  static List<Site> all(GraphReading model) {
    List<Site> sites = new ArrayList<>();
    new Site(Way.OUTERMOST, model, Optional.empty()).addTo(sites);
    return sites;
  }

  private void addTo(List<Site> sites) {
    sites.add(this);
    List<Node> nodes = reading.graph().nodes();
    for (int k = 0; k < nodes.size(); k++) {
      Node node = nodes.get(k);
      int place = k;
      node.bodies()
          .forEach(
              (attribute, body) ->
                  Turn.of(node, body, reading::datum)
                      .flatMap(turn -> within(way.into(place, attribute), node, body, turn))
                      .ifPresent(site -> site.addTo(sites)));
    }
  }

  private Optional<Site> within(Way inside, Node node, Graph body, Turn turn) {
    Map<String, Datum> data = new LinkedHashMap<>(turn.given());
    try {
      turn.bound().forEach((name, outer) -> data.put(name, reading.datum(outer)));
      for (String name : Draft.reads(node)) {
        data.putIfAbsent(name, reading.datum(name));
      }
      Graph alone =
          new Graph(
              body.name(),
              reading.graph().opsets(),
              List.of(),
              body.constants(),
              body.nodes(),
              body.outputs());
      return Optional.of(
          new Site(inside, GraphReading.values(alone, data, reading.kernels()), Optional.of(turn)));
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return Optional.empty(); // a branch that is not taken may not be fit to be
    }
  }

  boolean isOutermost() {
    return way.isOutermost();
  }

  /** What a value is; of a body also one that it reads from around it. */
  Datum datum(String name) {
    return reading.datum(name);
  }
}
