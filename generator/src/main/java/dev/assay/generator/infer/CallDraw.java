package dev.assay.generator.infer;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Declaration.Occurrence;
import dev.assay.generator.records.Declaration.Port;
import dev.assay.generator.records.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Draws calls of an operator of which nothing is known but its declaration. Sizes come from a few
 * numbers, shapes are often alike, and lists often have lengths that ranks have: so that equalities
 * come about.
 */
final class CallDraw {
  private static final int MOST_RANK = 5;
  private static final int MOST_MEMBERS = 4;

  /** No tensor has more elements: outputs may have as many as the square. */
  static final long MOST_ELEMENTS = 1 << 12;

  /** Tensors of no more elements hold small integers, which an operator may look at. */
  static final int HELD = 64;

  private final Declaration operator;
  private final Vocabulary vocabulary;
  private final Choices choices;
  private final List<Integer> sizes;
  private final int rank;
  private final int usual;
  private final boolean plain;
  private final boolean bare;
  private final Filling filling;

  /** What the elements of a call are: where they hang on each other, equal ones go soonest. */
  private enum Filling {
    ZEROS,
    ONES,
    MIXED
  }

  CallDraw(Declaration operator, Vocabulary vocabulary, Choices choices) {
    this.operator = operator;
    this.vocabulary = vocabulary;
    this.choices = choices;
    this.sizes = IntStream.range(0, choices.between(1, 4)).mapToObj(k -> size(choices)).toList();
    this.rank = choices.of(List.of(0, 1, 1, 2, 2, 3, 3, 4, 4, 5));
    this.usual = choices.of(List.of(rank, rank, rank - 2, rank - 2, 1, 2, 3, 4, 5));
    this.plain = choices.flag();
    this.bare = choices.chance(0.25);
    this.filling = choices.of(List.of(Filling.ZEROS, Filling.ONES, Filling.MIXED));
  }

  private static int size(Choices choices) {
    return choices.of(List.of(0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8));
  }

  Call draw() {
    Map<String, DType> types = new TreeMap<>();
    for (String v : operator.variables()) {
      types.put(v, choices.of(vocabulary.types(v)));
    }
    List<Optional<Operand>> inputs = new ArrayList<>();
    for (int k = 0; k < operator.inputs().size(); k++) {
      Port port = operator.inputs().get(k);
      int count = port.isVariadic() ? choices.between(1, MOST_MEMBERS) : 1;
      for (int m = 0; m < count; m++) {
        inputs.add(
            port.occurrence() == Occurrence.OPTIONAL && !gives(0.2, 0.6)
                ? Optional.empty()
                : Optional.of(operand(Objects.requireNonNull(types.get(port.variable())), inputs)));
      }
    }
    while (!inputs.isEmpty() && inputs.get(inputs.size() - 1).isEmpty()) {
      inputs.remove(inputs.size() - 1);
    }
    Map<String, Attribute> attributes = new TreeMap<>();
    for (Field f : operator.attributes()) {
      if (f.required() || gives(0.15, 0.5)) {
        attribute(f).ifPresent(a -> attributes.put(f.name(), a));
      }
    }
    return new Call(inputs, attributes, outputs());
  }

  /** Whether a call gives what it need not. */
  private boolean gives(double inPlainCalls, double inOthers) {
    return !bare && choices.chance(plain ? inPlainCalls : inOthers);
  }

  private int outputs() {
    int all = operator.outputs().size();
    boolean open = all > 0 && operator.outputs().get(all - 1).isVariadic();
    int least = Math.max(operator.leastOutputs(), 1);
    return choices.chance(0.5) ? least : choices.between(least, open ? all + 3 : all);
  }

  // ---- operands

  private Operand operand(DType type, List<Optional<Operand>> before) {
    List<Operand> given = before.stream().flatMap(Optional::stream).toList();
    boolean isInteger = type.isInteger() && type != DType.BOOL;
    if (isInteger && choices.chance(0.4)) {
      return held(type, integers());
    }
    return of(type, given.isEmpty() ? shape(rank) : near(choices.of(given).shape()));
  }

  /** A list of integers as a tensor of rank 1, or its first one as a single. */
  private Operand held(DType type, List<Long> list) {
    boolean single = list.size() == 1 && choices.flag();
    long[] numbers = list.stream().mapToLong(v -> type.isSigned() ? v : Math.abs(v)).toArray();
    return Operand.of(Tensor.of(type, single ? new int[0] : new int[] {numbers.length}, numbers));
  }

  /** An operand, with elements where it is small. */
  Operand of(DType type, Dims shape) {
    int[] numbers = shape.numbers();
    return Dim.range(shape.product()).high() > HELD
        ? Operand.of(type, shape)
        : Operand.of(elements(type, numbers));
  }

  private Tensor elements(DType type, int... shape) {
    int size = Tensor.size(shape);
    if (type == DType.STRING) {
      return Tensor.of(shape, IntStream.range(0, size).mapToObj(k -> "a").toArray(String[]::new));
    }
    return type.isFloat()
        ? Tensor.of(type, shape, IntStream.range(0, size).mapToDouble(k -> 1).toArray())
        : Tensor.of(type, shape, IntStream.range(0, size).mapToLong(k -> element()).toArray());
  }

  private long element() {
    return switch (filling) {
      case ZEROS -> 0;
      case ONES -> 1;
      case MIXED -> choices.between(0, 1);
    };
  }

  Dims shape(int axes) {
    return Dims.each(axes, a -> Dim.dim(choices.of(sizes)));
  }

  /** A shape that has to do with another. */
  private Dims near(Dims other) {
    return switch (choices.weighted(5, 2, 1, 1, 2, 2)) {
      case 0 -> other;
      case 1 -> Dims.of(shape(other.rank()).list());
      case 2 -> other.last(choices.between(0, other.rank()));
      case 3 -> other.rank() == 0 ? other : other.with(choices.between(0, other.rank() - 1), 1);
      case 4 -> other.rank() == 0 ? other : Dims.of(choices.of(other.list()));
      default -> shape(choices.between(0, Math.min(MOST_RANK, other.rank() + 1)));
    };
  }

  // ---- attributes

  Optional<Attribute> attribute(Field f) {
    return switch (f.kind()) {
      case INT ->
          Optional.of(Attribute.of(choices.chance(0.8) ? integer() : choices.between(0L, 24)));
      case INTS -> Optional.of(Attribute.ofInts(integers()));
      case FLOAT -> Optional.of(Attribute.of(choices.of(List.of(0.0, 0.5, 1.0, 2.0, -1.0))));
      case FLOATS ->
          Optional.of(
              Attribute.ofFloats(
                  IntStream.range(0, length())
                      .mapToObj(k -> choices.of(List.of(1.0, 0.5)))
                      .toList()));
      case STRING -> Optional.of(Attribute.of(word(f.name())));
      case STRINGS ->
          Optional.of(
              Attribute.ofStrings(
                  IntStream.range(0, length()).mapToObj(k -> word(f.name()) + k).toList()));
      case TENSOR ->
          Optional.of(
              Attribute.of(
                  elements(
                      choices.of(List.of(DType.FLOAT32, DType.INT64, DType.STRING)),
                      choices.flag() ? new int[] {1} : new int[] {length()})));
      case GRAPH, TYPE_PROTO -> Optional.empty();
    };
  }

  private String word(String attribute) {
    List<String> known = vocabulary.words(attribute);
    return known.isEmpty() || choices.chance(0.05) ? "?" : choices.of(known);
  }

  long integer() {
    return choices.of(List.of(-2L, -1L, 0L, 0L, 1L, 1L, 2L, 2L, 3L, 4L));
  }

  /** Mostly the length of all lists of the call, where it has several. */
  private int length() {
    return Math.max(
        0,
        choices.chance(0.7)
            ? usual
            : choices.of(
                List.of(1, 2, 3, rank, rank, rank - 2, rank - 2, 2 * rank, 2 * (rank - 2))));
  }

  List<Long> integers() {
    int length = Math.max(0, length());
    return switch (choices.weighted(3, 3, 2, 2)) {
      case 0 -> IntStream.range(0, length).mapToObj(k -> integer()).toList();
      case 1 -> {
        long one = choices.of(List.of(0L, 1L, 1L, 1L, 2L, 3L));
        yield IntStream.range(0, length).mapToObj(k -> one).toList();
      }
      case 2 -> permutation(length);
      default -> IntStream.range(0, length).mapToObj(k -> (long) choices.of(sizes)).toList();
    };
  }

  private List<Long> permutation(int length) {
    List<Long> left = new ArrayList<>(IntStream.range(0, length).mapToObj(k -> (long) k).toList());
    List<Long> order = new ArrayList<>();
    while (!left.isEmpty()) {
      order.add(left.remove(choices.between(0, left.size() - 1)));
    }
    return order;
  }
}
