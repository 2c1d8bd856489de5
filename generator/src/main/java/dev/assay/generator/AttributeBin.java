package dev.assay.generator;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Values of an attribute that count as alike: numbers of one sign between two powers of two, one
 * word, or tensors of one type. Each number of a list counts for itself.
 *
 * @param label such as {@code 3..4} or {@code left out}
 */
public record AttributeBin(String label) implements Comparable<AttributeBin> {
  private static final AttributeBin LEFT_OUT = new AttributeBin("left out");
  private static final int LEAST_EXPONENT = -6;
  private static final int MOST_EXPONENT = 6;

  /** Of each attribute that a node has or leaves out. */
  static Map<String, List<AttributeBin>> of(Node node, Signature signature) {
    Map<String, List<AttributeBin>> bins = new TreeMap<>();
    signature.attributes().forEach(name -> bins.put(name, List.of(LEFT_OUT)));
    node.attributes().forEach((name, a) -> bins.put(name, of(a)));
    return bins;
  }

  private static List<AttributeBin> of(Attribute a) {
    Stream<String> labels =
        switch (a.kind()) {
          case INT -> Stream.of(whole(a.integer()));
          case FLOAT -> Stream.of(real(a.real()));
          case STRING -> Stream.of(a.text());
          case INTS -> a.integers().stream().map(AttributeBin::whole);
          case FLOATS -> a.reals().stream().map(AttributeBin::real);
          case STRINGS -> a.texts().stream();
          case TENSOR -> Stream.of(a.tensor().type().toString());
          case GRAPH -> Stream.of("a graph");
          case TYPE_PROTO -> Stream.of(a.type().toString());
        };
    return labels.map(AttributeBin::new).toList();
  }

  /** From one above a power of two to the next. */
  private static String whole(long x) {
    long size = Math.abs(x);
    if (size <= 2) {
      return "" + x;
    }
    long most = Long.highestOneBit(size - 1) * 2;
    long least = most / 2 + 1;
    return x > 0 ? least + ".." + most : -most + "..-" + least;
  }

  /** From a power of two to the next; what is very small, or very large, is alike. */
  private static String real(double x) {
    if (x == 0 || !Double.isFinite(x)) {
      return "" + x;
    }
    int exponent = Math.max(LEAST_EXPONENT, Math.min(MOST_EXPONENT, Math.getExponent(x)));
    return (x < 0 ? "-" : "") + "2^" + exponent;
  }

  @Override
  public int compareTo(AttributeBin other) {
    return label.compareTo(other.label);
  }
}
