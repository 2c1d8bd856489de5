package dev.assay.oracle.reduce;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Edits of what a node is called with: attributes, and inputs and outputs that it can do without.
 */
final class Settings {
  private Settings() {}

  /** All of a model. */
  static List<Edit> of(Draft draft) {
    List<Edit> edits = new ArrayList<>();
    for (Way way : Way.all(draft.graph())) {
      List<Node> nodes = way.in(draft.graph()).nodes();
      for (int k = 0; k < nodes.size(); k++) {
        int place = k;
        plainer(nodes.get(k)).forEach(n -> edits.add(d -> d.withNode(way, place, n)));
      }
    }
    draft
        .leaves()
        .forEach(
            (name, t) -> {
              if (Cuts.mayBeSizes(t)) {
                shorter(t).forEach(s -> edits.add(d -> d.withLeaves(Map.of(name, s))));
              }
            });
    return edits;
  }

  private static Stream<Node> plainer(Node node) {
    return Stream.concat(
        node.attributes().entrySet().stream()
            .flatMap(
                e ->
                    Stream.concat(
                        Stream.of(without(node, e.getKey())),
                        plainer(e.getValue()).map(a -> with(node, e.getKey(), a)))),
        Stream.concat(fewerInputs(node), fewerOutputs(node)));
  }

  private static Node without(Node node, String name) {
    Map<String, Attribute> attributes = new TreeMap<>(node.attributes());
    attributes.remove(name);
    return node.withAttributes(attributes);
  }

  private static Node with(Node node, String name, Attribute a) {
    Map<String, Attribute> attributes = new TreeMap<>(node.attributes());
    attributes.put(name, a);
    return node.withAttributes(attributes);
  }

  private static Stream<Attribute> plainer(Attribute a) {
    return switch (a.kind()) {
      case INT -> lower(a.integer()).mapToObj(Attribute::of);
      case FLOAT ->
          Stream.of(0.0, 1.0, 0.5, Math.rint(a.real()))
              .filter(v -> v != a.real())
              .map(Attribute::of);
      case INTS -> lists(a.integers()).map(Attribute::ofInts);
      case FLOATS ->
          Stream.of(0.0, 1.0)
              .map(v -> Attribute.ofFloats(Collections.nCopies(a.reals().size(), v)));
      case TENSOR -> tensors(a.tensor()).map(Attribute::of);
      case STRING, STRINGS, GRAPH, TYPE_PROTO -> Stream.of();
    };
  }

  /** The same with shorter axes; then zeros, and ones. */
  private static Stream<Tensor> tensors(Tensor t) {
    Stream<Tensor> cut =
        IntStream.range(0, t.rank())
            .boxed()
            .flatMap(
                axis ->
                    Cuts.targets(t.shape()[axis]).stream().map(to -> Elements.cut(t, axis, 0, to)));
    return Stream.concat(
        cut, Stream.of(0, 1).map(v -> Elements.changed(t, k -> true, x -> v, x -> v)));
  }

  /** Lists of ones and zeros, then those with one number less or one that is lower. */
  private static Stream<List<Long>> lists(List<Long> list) {
    Stream<List<Long>> whole = Stream.of(1L, 0L).map(v -> Collections.nCopies(list.size(), v));
    return Stream.concat(
            Stream.concat(whole, Stream.of(list.subList(0, list.size() / 2))),
            IntStream.range(0, list.size())
                .boxed()
                .flatMap(k -> Stream.concat(Stream.of(without(list, k)), lower(list, k))))
        .filter(l -> !l.equals(list));
  }

  private static <T> List<T> without(List<T> list, int k) {
    List<T> fewer = new ArrayList<>(list);
    fewer.remove(k);
    return fewer;
  }

  private static Stream<List<Long>> lower(List<Long> list, int k) {
    return lower(list.get(k))
        .mapToObj(
            v -> {
              List<Long> changed = new ArrayList<>(list);
              changed.set(k, v);
              return changed;
            });
  }

  /** Numbers nearer to zero. */
  private static LongStream lower(long v) {
    return LongStream.of(0, 1, v / 2, v - Long.signum(v))
        .filter(x -> x != v && Math.abs(x) <= Math.abs(v))
        .distinct();
  }

  private static Stream<Tensor> shorter(Tensor t) {
    return IntStream.range(0, t.size())
        .boxed()
        .flatMap(
            k ->
                Stream.concat(
                    t.rank() == 1 ? Stream.of(Elements.without(t, k)) : Stream.of(),
                    lower(t.integers()[k])
                        .mapToObj(v -> Elements.changed(t, j -> j == k, x -> x, x -> v))));
  }

  /** A node that runs bodies keeps what it has for them: a loop might come to no end. */
  private static Stream<Node> fewerInputs(Node node) {
    List<String> inputs = node.bodies().isEmpty() ? node.inputs() : List.of();
    return IntStream.rangeClosed(1, inputs.size())
        .map(k -> inputs.size() - k)
        .boxed()
        .flatMap(
            k -> {
              List<String> absent = new ArrayList<>(inputs);
              absent.set(k, "");
              return Stream.of(without(inputs, k), absent);
            })
        .map(node::withInputs);
  }

  private static Stream<Node> fewerOutputs(Node node) {
    List<String> outputs = node.outputs();
    return IntStream.range(1, outputs.size())
        .map(k -> outputs.size() - k)
        .boxed()
        .flatMap(
            k -> {
              List<String> absent = new ArrayList<>(outputs);
              absent.set(k, "");
              return Stream.of(outputs.subList(0, k), absent);
            })
        .map(node::withOutputs);
  }
}
