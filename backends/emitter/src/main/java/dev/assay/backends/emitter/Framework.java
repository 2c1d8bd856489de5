package dev.assay.backends.emitter;

import dev.assay.core.expr.Prim;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The graph of a framework while one model is written into it.
 *
 * <p>An operator's meaning is a formula over tensors, so a framework in which the {@linkplain Prim
 * primitives} and a few movements of elements can be said can say nearly every operator. What is
 * tested, though, are a framework's own operators: those are listed in {@link #own}.
 *
 * <pre>{@code
 * List<Term<String>> outputs = Emission.of(reading, new TorchScript());
 * }</pre>
 *
 * Each method adds to the graph and returns what the new tensor is called. Sizes have been checked
 * and computed by the caller; what cannot be said is a {@link NotEmittedException}.
 *
 * @param <T> how the framework calls a tensor
 */
public interface Framework<T> {

  /** Operators of its own for some of ONNX's, by name; another domain's stands before the name. */
  Map<String, OwnOperator<T>> own();

  /** How a node is said by an operator of its own; empty where its formula must serve. */
  default Optional<OwnOperator<T>> own(Node node) {
    String domain = node.domain();
    String prefix = domain.isEmpty() || domain.equals("ai.onnx") ? "" : domain + ".";
    return Optional.ofNullable(own().get(prefix + node.operator()));
  }

  /** An input of the model. */
  T input(String name, DType type, int... shape);

  T constant(Tensor value);

  /**
   * A primitive, element by element. The arguments have one rank, and an axis of size 1 is spread.
   *
   * @param type the type of the result
   */
  T apply(Prim prim, DType type, List<Term<T>> args);

  /** The elements along the last axes, not empty, combined by ADD, MUL, MIN, MAX, AND or OR. */
  T fold(Prim prim, Term<T> x, int axes);

  /** The same elements in another shape. */
  T reshape(Term<T> x, int... shape);

  /** Axis k of the result is axis {@code order[k]}. */
  T transpose(Term<T> x, int... order);

  /** Axes of size 1 spread to a shape of the same rank. */
  T expand(Term<T> x, int... shape);

  /** Along each axis, {@code size} elements at {@code from}, {@code from + step} and so on. */
  T slice(Term<T> x, int[] from, int[] size, int[] step);

  /** More elements around, each the one element of {@code filling}, a term of rank 0. */
  T pad(Term<T> x, int[] before, int[] after, Term<T> filling);

  /** The elements of a list at places, of type int64, all of them inside. */
  T take(Term<T> list, Term<T> places);

  /** Terms one after the other along an axis. */
  T concat(List<Term<T>> parts, int axis);
}
