package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much there is to look at in a model: figures of which the first that differs decides. Every
 * step of a reduction makes it less, so that a reduction comes to an end.
 *
 * @param nodes those in bodies included, as in all other figures
 * @param arguments how many inputs and outputs its nodes have
 * @param leaves inputs and constants
 * @param elements of leaves and of what nodes make, those in bodies in their first turn, as {@link
 *     SmallerModels#elements} counts them
 * @param axes of the same
 * @param attributes how many its nodes have
 * @param settings the digits of the numbers in them
 * @param types how far the element types are from the plainest
 * @param digits of the elements of leaves
 */
record Size(
    long nodes,
    long outputs,
    long arguments,
    long leaves,
    long elements,
    long axes,
    long attributes,
    long settings,
    long types,
    long digits,
    long constants,
    long openSizes,
    long opsets)
    implements Comparable<Size> {

  static Size of(Draft draft, List<Site> sites) {
    Graph graph = draft.graph();
    List<Node> nodes = nodes(graph).toList();
    List<Tensor> leaves = List.copyOf(draft.leaves().values());
    List<Tensor> all = Stream.concat(leaves.stream(), sites.stream().flatMap(Size::made)).toList();
    return new Size(
        nodes.size(),
        graph.outputs().size(),
        nodes.stream().mapToLong(Size::arguments).sum(),
        leaves.size(),
        all.stream().mapToLong(SmallerModels::elements).sum(),
        all.stream().mapToLong(Tensor::rank).sum(),
        nodes.stream().mapToLong(n -> n.attributes().size()).sum(),
        nodes.stream().mapToLong(Size::settings).sum(),
        all.stream().mapToLong(t -> PlainerTypes.PLAINEST.indexOf(t.type())).sum(),
        leaves.stream().mapToLong(Digits::of).sum(),
        constants(graph),
        Stream.concat(graph.inputs().stream(), graph.outputs().stream())
            .mapToLong(Size::openSizes)
            .sum(),
        graph.opsets().values().stream().mapToLong(v -> v).sum() + graph.opsets().size());
  }

  private static Stream<Tensor> made(Site site) {
    return site.reading().graph().nodes().stream()
        .flatMap(n -> n.outputs().stream())
        .filter(name -> !name.isEmpty())
        .map(site::datum)
        .filter(Tensor.class::isInstance)
        .map(Tensor.class::cast);
  }

  private static Stream<Node> nodes(Graph graph) {
    return graph.nodes().stream()
        .flatMap(
            n -> Stream.concat(Stream.of(n), n.bodies().values().stream().flatMap(Size::nodes)));
  }

  /** Those of a body count more, since it could read them from around it. */
  private static long constants(Graph graph) {
    return Way.all(graph).stream()
        .mapToLong(way -> (1L + way.steps().size()) * way.in(graph).constants().size())
        .sum();
  }

  private static long arguments(Node node) {
    return node.inputs().size() + node.outputs().stream().filter(n -> !n.isEmpty()).count();
  }

  private static long settings(Node node) {
    return node.attributes().values().stream()
        .mapToLong(
            a ->
                switch (a.kind()) {
                  case INT, FLOAT, INTS, FLOATS, STRING, STRINGS, TENSOR -> Digits.of(a.toTensor());
                  case GRAPH, TYPE_PROTO -> 0;
                })
        .sum();
  }

  private static long openSizes(Value v) {
    return v.type().shape().stream()
        .flatMap(s -> s.list().stream())
        .filter(d -> !d.isNumber())
        .count();
  }

  private long[] figures() {
    return new long[] {
      nodes,
      outputs,
      arguments,
      leaves,
      elements,
      axes,
      attributes,
      settings,
      types,
      digits,
      constants,
      openSizes,
      opsets
    };
  }

  @Override
  public int compareTo(Size other) {
    return Arrays.compare(figures(), other.figures());
  }
}
