package dev.assay.backends.torch;

import dev.assay.core.graph.Attribute;
import java.util.List;
import java.util.Optional;

/**
 * One of LibTorch's own operators, as its schema says.
 *
 * @param name with the overload after a dot, where it has a name: {@code add.Tensor}
 * @param results the types of its results
 * @param pure whether it changes none of its arguments and always gives the same
 * @param held whether it has a kernel for CPUs
 */
record AtenOperator(
    String name, List<Argument> arguments, List<String> results, boolean pure, boolean held) {

  /**
   * An argument.
   *
   * @param type as LibTorch writes it: {@code Tensor}, {@code SymInt[]}, {@code Scalar?}
   * @param given whether it has a value where a call gives none
   * @param otherwise that value, where it is one of ours
   */
  record Argument(String name, String type, boolean given, Optional<Attribute> otherwise) {

    /** The type without the mark of what may be absent. */
    String bare() {
      return isOptional() ? type.substring(0, type.length() - 1) : type;
    }

    boolean isOptional() {
      return type.endsWith("?");
    }

    boolean isTensor() {
      return bare().equals("Tensor");
    }

    /** Whether it is any number of tensors. */
    boolean isTensors() {
      return type.equals("Tensor[]");
    }
  }

  AtenOperator {
    arguments = List.copyOf(arguments);
    results = List.copyOf(results);
  }

  /** What TorchScript calls it. */
  String function() {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
