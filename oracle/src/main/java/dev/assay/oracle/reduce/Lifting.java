package dev.assay.oracle.reduce;

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
import java.util.stream.Stream;

/**
 * Puts the first turn of a body in place of the node that runs it: a branch of an If, taken or not,
 * or one turn of a loop. What all turns give together is made of what the one gives, or is that.
 */
final class Lifting implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    return specimen.sites().stream()
        .flatMap(
            site ->
                site.turn().stream()
                    .flatMap(
                        turn ->
                            Stream.of(false, true)
                                .map(bare -> d -> new Lift(d, site.way(), turn, bare).draft())));
  }

  /** One body on its way out. */
  private static final class Lift {
    private final Draft draft;
    private final Way around;
    private final Graph outside;
    private final Node node;
    private final Graph body;
    private final Turn turn;
    private final boolean bare;

    /** The new names of what the body takes, holds and makes. */
    private final Map<String, String> names = new HashMap<>();

    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final List<Node> lifted = new ArrayList<>();

    /** What is to be read in place of outputs of the node that nothing makes any more. */
    private final Map<String, String> instead = new HashMap<>();

    /**
     * @param bare whether what all turns give together becomes what the one gives
     */
    Lift(Draft draft, Way way, Turn turn, boolean bare) {
      this.draft = draft;
      this.around = way.outwards();
      this.outside = around.in(draft.graph());
      this.node = outside.nodes().get(way.last().node());
      this.body = way.in(draft.graph());
      this.turn = turn;
      this.bare = bare;
      this.constants.putAll(outside.constants());
    }

    Draft draft() {
      name();
      List<Node> makers = makers();
      body.nodes().forEach(n -> lifted.add(Renaming.of(n, names)));
      lifted.addAll(makers);
      List<Node> nodes = new ArrayList<>();
      for (Node n : outside.nodes()) {
        if (n.equals(node)) {
          nodes.addAll(lifted);
        } else {
          nodes.add(Renaming.of(n, instead));
        }
      }
      Graph whole = outside.withNodes(nodes).withOutputs(outputs()).withConstants(constants);
      return draft.at(around, g -> whole);
    }

    private void name() {
      Set<String> taken = Draft.names(draft.at(around, g -> without()).graph());
      taken.addAll(node.outputs());
      names.putAll(turn.bound());
      turn.given().forEach((name, t) -> hold(name, t, taken));
      body.constants().forEach((name, t) -> hold(name, t, taken));
      body.nodes().stream()
          .flatMap(n -> n.outputs().stream())
          .filter(name -> !name.isEmpty())
          .forEach(name -> names.put(name, fresh(name, taken)));
    }

    private Graph without() {
      return outside.withNodes(outside.nodes().stream().filter(n -> !n.equals(node)).toList());
    }

    private void hold(String name, Tensor t, Set<String> taken) {
      String own = fresh(name, taken);
      names.put(name, own);
      constants.put(own, t);
    }

    private static String fresh(String name, Set<String> taken) {
      String free = name;
      for (int k = 1; !taken.add(free); k++) {
        free = name + "_" + k;
      }
      return free;
    }

    /** Gives the outputs of the node their makers: nodes of the body, or further ones. */
    private List<Node> makers() {
      List<Node> makers = new ArrayList<>();
      for (int k = 0; k < node.outputs().size(); k++) {
        String output = node.outputs().get(k);
        if (output.isEmpty()) {
          continue;
        }
        String given = body.outputs().get(turn.first() + k).name();
        String axes = output + "_axes";
        String now = names.getOrDefault(given, given);
        boolean isMade = body.nodes().stream().anyMatch(n -> n.outputs().contains(given));
        if (!bare && k >= turn.plain()) {
          constants.put(axes, Tensor.list(turn.axis(node, k)));
          turn.maker(node, k, now, axes).ifPresent(makers::add);
        } else if (isMade && !node.outputs().contains(now)) {
          names.put(given, output);
        } else {
          instead.put(output, now);
        }
      }
      return makers;
    }

    /** The outputs; of the model without those that no node would make. */
    private List<Value> outputs() {
      return outside.outputs().stream()
          .filter(v -> !around.isOutermost() || !instead.containsKey(v.name()))
          .map(v -> new Value(instead.getOrDefault(v.name(), v.name()), v.type()))
          .toList();
    }
  }
}
