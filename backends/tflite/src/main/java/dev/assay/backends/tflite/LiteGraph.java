package dev.assay.backends.tflite;

import dev.assay.backends.emitter.Framework;
import dev.assay.backends.emitter.OwnOperator;
import dev.assay.backends.emitter.Term;
import dev.assay.core.expr.Prim;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A graph of TensorFlow Lite while a model is written into it; its tensors are numbered. */
final class LiteGraph implements Framework<Integer> {
  /** The highest rank in which all kernels spread axes of size 1; beyond it some abort. */
  private static final int MOST_SPREAD = 4;

  private final ModelFile file = new ModelFile();
  private final Map<String, Integer> inputs = new LinkedHashMap<>();
  private final Map<String, OwnOperator<Integer>> own = new OwnOperators(this).all();

  /** The tensor of each input of the model, by the model's name for it. */
  Map<String, Integer> inputs() {
    return inputs;
  }

  byte[] bytes(List<Term<Integer>> outputs) {
    return file.bytes(outputs.stream().mapToInt(Term::handle).toArray());
  }

  @Override
  public Map<String, OwnOperator<Integer>> own() {
    return own;
  }

  /** A new operator's output, as a term. */
  Term<Integer> term(Builtin operator, Options options, DType type, int[] shape, int... inputs) {
    return new Term<>(file.step(operator, options, type, shape, inputs), type, shape);
  }

  /** A list of numbers, as TensorFlow Lite takes sizes and axes. */
  int numbers(int... values) {
    long[] longs = Arrays.stream(values).asLongStream().toArray();
    return file.constant(Tensor.of(DType.INT32, new int[] {values.length}, longs));
  }

  @Override
  public Integer input(String name, DType type, int... shape) {
    int tensor = file.input(type, shape);
    inputs.put(name, tensor);
    return tensor;
  }

  @Override
  public Integer constant(Tensor value) {
    return file.constant(value);
  }

  @Override
  public Integer apply(Prim prim, DType type, List<Term<Integer>> args) {
    int[] shape = args.get(0).shape().clone();
    for (Term<Integer> a : args) {
      Arrays.setAll(shape, k -> shape[k] == 1 ? a.size(k) : shape[k]);
    }
    return new Primitives(this, type, shape).write(prim, spread(args, shape));
  }

  /** Terms of one shape where their rank is too high for kernels that spread them. */
  private List<Term<Integer>> spread(List<Term<Integer>> args, int[] shape) {
    return shape.length <= MOST_SPREAD
        ? args
        : args.stream()
            .map(
                a ->
                    Arrays.equals(a.shape(), shape)
                        ? a
                        : new Term<>(expand(a, shape), a.type(), shape))
            .toList();
  }

  @Override
  public Integer fold(Prim prim, Term<Integer> x, int axes) {
    Builtin operator =
        switch (prim) {
          case ADD -> Builtin.SUM;
          case MUL -> Builtin.REDUCE_PROD;
          case MIN -> Builtin.REDUCE_MIN;
          case MAX -> Builtin.REDUCE_MAX;
          case AND -> Builtin.REDUCE_ALL;
          case OR -> Builtin.REDUCE_ANY;
          default -> throw new IllegalArgumentException("a fold by " + prim);
        };
    return reduced(operator, x, IntStream.range(x.rank() - axes, x.rank()).toArray()).handle();
  }

  /** One of the reductions; the axes, which are in order, go away. */
  Term<Integer> reduced(Builtin operator, Term<Integer> x, int... axes) {
    int[] shape =
        IntStream.range(0, x.rank())
            .filter(a -> Arrays.binarySearch(axes, a) < 0)
            .map(x::size)
            .toArray();
    Options dropped = Options.of(27).octet(0);
    return term(operator, dropped, x.type(), shape, x.handle(), numbers(axes));
  }

  @Override
  public Integer reshape(Term<Integer> x, int... shape) {
    return file.step(Builtin.RESHAPE, Options.NONE, x.type(), shape, x.handle(), numbers(shape));
  }

  @Override
  public Integer transpose(Term<Integer> x, int... order) {
    int[] shape = Arrays.stream(order).map(x::size).toArray();
    return file.step(Builtin.TRANSPOSE, Options.NONE, x.type(), shape, x.handle(), numbers(order));
  }

  @Override
  public Integer expand(Term<Integer> x, int... shape) {
    return file.step(
        Builtin.BROADCAST_TO, Options.NONE, x.type(), shape, x.handle(), numbers(shape));
  }

  @Override
  public Integer slice(Term<Integer> x, int[] from, int[] size, int[] step) {
    if (Arrays.stream(step).allMatch(s -> s == 1)) {
      return file.step(
          Builtin.SLICE, Options.NONE, x.type(), size, x.handle(), numbers(from), numbers(size));
    }
    int[] to = new int[from.length];
    Arrays.setAll(to, a -> size[a] == 0 ? from[a] : from[a] + (size[a] - 1) * step[a] + 1);
    return file.step(
        Builtin.STRIDED_SLICE,
        Options.of(32),
        x.type(),
        size,
        x.handle(),
        numbers(from),
        numbers(to),
        numbers(step));
  }

  @Override
  public Integer pad(Term<Integer> x, int[] before, int[] after, Term<Integer> filling) {
    int[] shape = x.shape().clone();
    long[] pairs = new long[2 * shape.length];
    for (int a = 0; a < shape.length; a++) {
      shape[a] += before[a] + after[a];
      pairs[2 * a] = before[a];
      pairs[2 * a + 1] = after[a];
    }
    int table = file.constant(Tensor.of(DType.INT32, new int[] {shape.length, 2}, pairs));
    return file.step(
        Builtin.PADV2, Options.NONE, x.type(), shape, x.handle(), table, filling.handle());
  }

  @Override
  public Integer take(Term<Integer> list, Term<Integer> places) {
    Options first = Options.of(23).number(0).number(0);
    return file.step(
        Builtin.GATHER, first, list.type(), places.shape(), list.handle(), places.handle());
  }

  @Override
  public Integer concat(List<Term<Integer>> parts, int axis) {
    int[] shape = parts.get(0).shape().clone();
    shape[axis] = parts.stream().mapToInt(p -> p.size(axis)).sum();
    return file.step(
        Builtin.CONCATENATION,
        Options.of(10).number(axis),
        parts.get(0).type(),
        shape,
        parts.stream().mapToInt(Term::handle).toArray());
  }
}
