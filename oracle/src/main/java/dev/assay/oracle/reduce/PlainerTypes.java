package dev.assay.oracle.reduce;

import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.INT8;
import static dev.assay.core.tensor.DType.STRING;
import static dev.assay.core.tensor.DType.UINT8;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Attribute.Kind;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Takes a plainer element type: everywhere at once, with the attributes that name it and without;
 * then in one leaf.
 */
final class PlainerTypes implements Surgery {
  private static final List<DType> USUAL =
      List.of(FLOAT32, INT64, INT32, FLOAT64, BOOL, UINT8, INT8, FLOAT16, BFLOAT16, STRING);

  /** All types, the plainest first. */
  static final List<DType> PLAINEST =
      Stream.concat(USUAL.stream(), Arrays.stream(DType.values())).distinct().toList();

  /** What a type may become. */
  private static final List<DType> TARGETS = List.of(FLOAT32, INT64, INT32, FLOAT64, UINT8);

  @Override
  public Stream<Edit> of(Specimen specimen) {
    Draft draft = specimen.draft();
    Map<String, Tensor> leaves = draft.leaves();
    List<String> names = List.copyOf(leaves.keySet());
    Stream<List<String>> groups =
        Stream.concat(Stream.of(names), names.stream().map(List::of)).distinct();
    return groups.flatMap(
        group ->
            group.stream()
                .map(n -> type(leaves, n))
                .distinct()
                .flatMap(
                    type ->
                        plainer(type)
                            .flatMap(
                                to ->
                                    Stream.<Edit>of(
                                        d -> attributes(leaves(d, group, type, to), type, to),
                                        d -> leaves(d, group, type, to)))));
  }

  private static DType type(Map<String, Tensor> leaves, String name) {
    return Objects.requireNonNull(leaves.get(name)).type();
  }

  private static Stream<DType> plainer(DType type) {
    return type == STRING
        ? Stream.of()
        : TARGETS.stream().filter(t -> PLAINEST.indexOf(t) < PLAINEST.indexOf(type));
  }

  private static Draft leaves(Draft draft, List<String> names, DType from, DType to) {
    Map<String, Tensor> converted = new LinkedHashMap<>();
    draft
        .leaves()
        .forEach(
            (name, t) -> {
              if (names.contains(name) && t.type() == from) {
                converted.put(name, Elements.as(t, to));
              }
            });
    return draft.withLeaves(converted);
  }

  private static Draft attributes(Draft draft, DType from, DType to) {
    return draft.withEachNode(
        n -> {
          Map<String, Attribute> attributes = new TreeMap<>(n.attributes());
          attributes.replaceAll((name, a) -> named(name, a, from, to));
          return n.withAttributes(attributes);
        });
  }

  private static Attribute named(String name, Attribute a, DType from, DType to) {
    boolean names = name.equals("to") || name.endsWith("dtype");
    if (names && a.kind() == Kind.INT && a.integer() == from.onnx()) {
      return Attribute.of(to.onnx());
    }
    return a.kind() == Kind.TENSOR && a.tensor().type() == from
        ? Attribute.of(Elements.as(a.tensor(), to))
        : a;
  }
}
