package dev.assay.generator;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.Map;
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
 * @param typed ports and attributes, by name, that have one type alone
 * @param elements how many elements a tensor has at most
 * @param work how many steps a node computes at most, multiply-adds of a convolution among them
 * @param zeros whether a few models have sizes of zero
 * @param support what the systems under test have
 * @param targets the behaviours that some models are drawn to meet; all others are avoided
 * @param gear how sizes come about
 */
public record ModelOptions(
    int nodes,
    int leastOpset,
    int mostOpset,
    Predicate<Operator> operators,
    Set<DType> types,
    Map<String, DType> typed,
    int elements,
    long work,
    boolean zeros,
    Support support,
    Set<Behaviour> targets,
    Gear gear) {

  /**
   * Ten nodes of every operator that is ONNX's, in versions 13 to 26, over tensors of up to 4096
   * elements.
   */
  public static final ModelOptions STANDARD =
      new ModelOptions(
          10,
          13,
          26,
          operator -> !Catalogue.isContributed(operator),
          DType.ANY,
          Map.of(),
          4096,
          1 << 20,
          true,
          Support.ALL,
          Set.of(),
          Gear.MIXED);

  public ModelOptions withNodes(int count) {
    return new ModelOptions(
        count,
        leastOpset,
        mostOpset,
        operators,
        types,
        typed,
        elements,
        work,
        zeros,
        support,
        targets,
        gear);
  }

  public ModelOptions withOpsets(int least, int most) {
    return new ModelOptions(
        nodes, least, most, operators, types, typed, elements, work, zeros, support, targets, gear);
  }

  public ModelOptions withOperators(Predicate<Operator> which) {
    return new ModelOptions(
        nodes,
        leastOpset,
        mostOpset,
        which,
        types,
        typed,
        elements,
        work,
        zeros,
        support,
        targets,
        gear);
  }

  public ModelOptions withTypes(Set<DType> which) {
    return new ModelOptions(
        nodes,
        leastOpset,
        mostOpset,
        operators,
        which,
        typed,
        elements,
        work,
        zeros,
        support,
        targets,
        gear);
  }

  public ModelOptions withTyped(Map<String, DType> ports) {
    return new ModelOptions(
        nodes,
        leastOpset,
        mostOpset,
        operators,
        types,
        ports,
        elements,
        work,
        zeros,
        support,
        targets,
        gear);
  }

  public ModelOptions withElements(int most) {
    return new ModelOptions(
        nodes,
        leastOpset,
        mostOpset,
        operators,
        types,
        typed,
        most,
        work,
        zeros,
        support,
        targets,
        gear);
  }

  public ModelOptions withZeros(boolean occur) {
    return new ModelOptions(
        nodes,
        leastOpset,
        mostOpset,
        operators,
        types,
        typed,
        elements,
        work,
        occur,
        support,
        targets,
        gear);
  }

  public ModelOptions withSupport(Support what) {
    return new ModelOptions(
        nodes,
        leastOpset,
        mostOpset,
        operators,
        types,
        typed,
        elements,
        work,
        zeros,
        what,
        targets,
        gear);
  }

  /** The types that a port or an attribute may have, as far as these options say. */
  Set<DType> types(String name) {
    DType one = typed.get(name);
    return one == null ? types : Set.of(one);
  }

  public ModelOptions withTargets(Set<Behaviour> which) {
    return new ModelOptions(
        nodes,
        leastOpset,
        mostOpset,
        operators,
        types,
        typed,
        elements,
        work,
        zeros,
        support,
        which,
        gear);
  }

  public ModelOptions withGear(Gear which) {
    return new ModelOptions(
        nodes,
        leastOpset,
        mostOpset,
        operators,
        types,
        typed,
        elements,
        work,
        zeros,
        support,
        targets,
        which);
  }
}
