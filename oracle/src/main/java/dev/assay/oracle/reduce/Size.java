package dev.assay.oracle.reduce;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Datum;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much there is to look at in a model: figures of which the first that differs decides. Every
 * step of a reduction makes it less, so that a reduction comes to an end.
 *
 * @param nodes those in sub-graphs included
 * @param arguments how many inputs and outputs its nodes have
 * @param leaves inputs and constants
 * @param elements of leaves and of what nodes make
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

  static Size of(Draft draft, GraphReading reading) {
    Graph graph = draft.graph();
    List<Tensor> leaves = List.copyOf(draft.leaves().values());
    List<Tensor> all =
        Stream.concat(
                leaves.stream(),
                graph.nodes().stream()
                    .flatMap(n -> n.outputs().stream())
                    .filter(n -> !n.isEmpty())
                    .flatMap(n -> tensor(reading.datum(n))))
            .toList();
    return new Size(
        nodes(graph),
        graph.outputs().size(),
        graph.nodes().stream().mapToLong(Size::arguments).sum(),
        leaves.size(),
        all.stream().mapToLong(Tensor::size).sum(),
        all.stream().mapToLong(Tensor::rank).sum(),
        graph.nodes().stream().mapToLong(n -> n.attributes().size()).sum(),
        graph.nodes().stream().mapToLong(Size::settings).sum(),
        all.stream().mapToLong(t -> PlainerTypes.PLAINEST.indexOf(t.type())).sum(),
        leaves.stream().mapToLong(Digits::of).sum(),
        graph.constants().size(),
        Stream.concat(graph.inputs().stream(), graph.outputs().stream())
            .mapToLong(Size::openSizes)
            .sum(),
        graph.opsets().values().stream().mapToLong(v -> v).sum() + graph.opsets().size());
  }

  private static Stream<Tensor> tensor(Datum datum) {
    return datum instanceof Tensor t ? Stream.of(t) : Stream.of();
  }

  private static long nodes(Graph graph) {
    return graph.nodes().stream()
        .mapToLong(
            n ->
                1
                    + n.attributes().values().stream()
                        .filter(a -> a.kind() == Attribute.Kind.GRAPH)
                        .mapToLong(a -> nodes(a.graph()))
                        .sum())
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
