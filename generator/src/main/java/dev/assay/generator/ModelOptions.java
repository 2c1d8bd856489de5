package dev.assay.generator;

import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What models to draw.
 *
 * @param nodes how many nodes a model has at most; each model has at least half of them
 * @param leastOpset the oldest version of ONNX's operators that is drawn
 * @param mostOpset the newest
 * @param operators which operators may occur
 * @param types which element types may occur
 * @param elements how many elements a tensor has at most
 * @param work how many steps a node computes at most, multiply-adds of a convolution among them
 * @param zeros whether a few models have sizes of zero
 * @param support what the systems under test have
 */
public record ModelOptions(
    int nodes,
    int leastOpset,
    int mostOpset,
    Predicate<Operator> operators,
    Set<DType> types,
    int elements,
    long work,
    boolean zeros,
    Support support) {

  /**
   * Ten nodes of every operator that is ONNX's, in all versions since 13, over tensors of up to
   * 4096 elements.
   */
  public static final ModelOptions STANDARD =
      new ModelOptions(
          10,
          13,
          22,
          operator -> !Catalogue.isContributed(operator),
          DType.ANY,
          4096,
          1 << 20,
          true,
          Support.ALL);

  public ModelOptions withNodes(int count) {
    return new ModelOptions(
        count, leastOpset, mostOpset, operators, types, elements, work, zeros, support);
  }

  public ModelOptions withOpsets(int least, int most) {
    return new ModelOptions(nodes, least, most, operators, types, elements, work, zeros, support);
  }

  public ModelOptions withOperators(Predicate<Operator> which) {
    return new ModelOptions(
        nodes, leastOpset, mostOpset, which, types, elements, work, zeros, support);
  }

  public ModelOptions withTypes(Set<DType> which) {
    return new ModelOptions(
        nodes, leastOpset, mostOpset, operators, which, elements, work, zeros, support);
  }

  public ModelOptions withElements(int most) {
    return new ModelOptions(
        nodes, leastOpset, mostOpset, operators, types, most, work, zeros, support);
  }

  public ModelOptions withZeros(boolean occur) {
    return new ModelOptions(
        nodes, leastOpset, mostOpset, operators, types, elements, work, occur, support);
  }

  public ModelOptions withSupport(Support what) {
    return new ModelOptions(
        nodes, leastOpset, mostOpset, operators, types, elements, work, zeros, what);
  }
}
