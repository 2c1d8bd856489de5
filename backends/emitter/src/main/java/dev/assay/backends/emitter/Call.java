package dev.assay.backends.emitter;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A node with all that is known of it.
 *
 * @param inputs what the framework calls them; empty for one that is absent
 * @param given the elements of the inputs on which the model will run
 * @param results what the outputs will be; for their types and shapes
 */
public record Call<T>(
    Node node,
    List<Optional<Term<T>>> inputs,
    List<Optional<Tensor>> given,
    List<Optional<Tensor>> results) {

  public boolean has(int input) {
    return input < inputs.size() && inputs.get(input).isPresent();
  }

  public Term<T> input(int k) {
    return inputs.get(k).orElseThrow();
  }

  /** The elements of an input that decides what the node is, such as the sizes of a reshape. */
  public Tensor data(int input) {
    return given.get(input).orElseThrow();
  }

  /** The number of outputs that are asked for, absent ones before the last included. */
  public int outputs() {
    return results.size();
  }

  public DType type(int output) {
    return results.get(output).orElseThrow().type();
  }

  public int[] shape(int output) {
    return results.get(output).orElseThrow().shape();
  }

  public boolean has(String attribute) {
    return node.attributes().containsKey(attribute);
  }

  public int integer(String attribute, int otherwise) {
    return has(attribute)
        ? (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, get(attribute).integer()))
        : otherwise;
  }

  /** An axis of an input, from 0 up. */
  public int axis(String attribute, int otherwise, int rank) {
    return rank == 0 ? 0 : Math.floorMod(integer(attribute, otherwise), rank);
  }

  public boolean flag(String attribute, boolean otherwise) {
    return integer(attribute, otherwise ? 1 : 0) != 0;
  }

  public double real(String attribute, double otherwise) {
    return has(attribute) ? get(attribute).real() : otherwise;
  }

  public String word(String attribute, String otherwise) {
    return has(attribute) ? get(attribute).text() : otherwise;
  }

  public int[] integers(String attribute, int... otherwise) {
    return has(attribute)
        ? get(attribute).integers().stream().mapToInt(Math::toIntExact).toArray()
        : otherwise;
  }

  private Attribute get(String name) {
    Attribute a = node.attributes().get(name);
    if (a == null) {
      throw new IllegalArgumentException("no attribute " + name + " in " + node);
    }
    return a;
  }
}
