package dev.assay.generator.infer;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Operand;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Changes the shapes of a call in all places alike, so that what was equal stays equal and the call
 * may be taken again.
 */
final class JointMutation {
  /** The greatest size that is usual. */
  static final int MOST_SIZE = 9;

  private static final double LARGE = 0.2;
  private static final int LARGE_SIZE = 40;
  private static final int MOST_RANK = 7;

  private final Choices choices;
  private final CallDraw draw;

  JointMutation(Choices choices, CallDraw draw) {
    this.choices = choices;
    this.draw = draw;
  }

  /** Whether tensors of a shape may be drawn. */
  static boolean isSmall(Dims shape) {
    return shape.rank() <= MOST_RANK && Dim.range(shape.product()).high() <= CallDraw.MOST_ELEMENTS;
  }

  /** One size made another wherever it stands. */
  Call resized(Call call) {
    List<Dim> sizes =
        call.inputs().stream()
            .flatMap(Optional::stream)
            .flatMap(o -> o.shape().list().stream())
            .distinct()
            .toList();
    if (sizes.isEmpty()) {
      return call;
    }
    Dim from = choices.of(sizes);
    long to = choices.between(1L, choices.chance(LARGE) ? LARGE_SIZE : MOST_SIZE);
    boolean everywhere = choices.flag();
    LongUnaryOperator map = v -> v == from.number() ? to : v;
    Call other =
        shaped(call, s -> s.map(d -> d.equals(from) ? Dim.dim(to) : d), everywhere ? map : v -> v);
    return everywhere ? withNumbers(other, map) : other;
  }

  private Call withNumbers(Call call, LongUnaryOperator map) {
    Call other = call;
    for (var e : call.attributes().entrySet()) {
      Attribute a = e.getValue();
      if (a.kind() == Attribute.Kind.INT) {
        other = other.with(e.getKey(), Attribute.of(map.applyAsLong(a.integer())));
      } else if (a.kind() == Attribute.Kind.INTS) {
        other =
            other.with(
                e.getKey(), Attribute.ofInts(a.integers().stream().map(map::applyAsLong).toList()));
      }
    }
    return other;
  }

  private Call shaped(Call call, UnaryOperator<Dims> map, LongUnaryOperator elements) {
    return call.withInputs(
        call.inputs().stream()
            .map(i -> i.map(o -> reshaped(o, map.apply(o.shape()), elements)))
            .collect(Collectors.toList()));
  }

  private Operand reshaped(Operand o, Dims shape, LongUnaryOperator elements) {
    if (!isSmall(shape)) {
      return Operand.of(o.type(), shape);
    }
    if (shape.equals(o.shape()) && o.data().isPresent() && isList(o)) {
      long[] now = o.data().orElseThrow().integers();
      return Operand.of(
          Tensor.of(o.type(), shape.numbers(), LongStream.of(now).map(elements).toArray()));
    }
    return draw.of(o.type(), shape);
  }

  private static boolean isList(Operand o) {
    return o.rank() <= 1 && o.type().isInteger() && o.type() != DType.BOOL;
  }

  /** An axis more for all inputs of the greatest rank. */
  Call deeper(Call call) {
    int most = rank(call);
    Dim size = Dim.dim(choices.between(1, 4));
    boolean front = choices.flag();
    return most > 5
        ? call
        : shaped(
            call, s -> s.rank() < most ? s : front ? Dims.of(size).and(s) : s.and(size), v -> v);
  }

  /** An axis less for all of these. */
  Call shallower(Call call) {
    int most = rank(call);
    boolean front = choices.flag();
    return most == 0
        ? call
        : shaped(call, s -> s.rank() < most ? s : front ? s.from(1) : s.but(1), v -> v);
  }

  private static int rank(Call call) {
    return call.inputs().stream().flatMap(Optional::stream).mapToInt(Operand::rank).max().orElse(0);
  }
}
