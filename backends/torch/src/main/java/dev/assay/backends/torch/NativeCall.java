package dev.assay.backends.torch;

import dev.assay.backends.emitter.NotEmittedException;
import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A node of one of LibTorch's own operators, as TorchScript calls it. The inputs are the arguments
 * that are tensors, in their order. An attribute stands for any other argument: an integer also for
 * a truth value, and for a type by its number in ONNX; an integer or a float for a scalar.
 */
final class NativeCall {
  private NativeCall() {}

  /**
   * The words of the call after the name of the function.
   *
   * @param tensors what the inputs are called
   * @throws IllegalArgumentException if the operator has no such inputs or attributes
   */
  static List<String> words(
      AtenOperator operator, List<Optional<String>> tensors, Map<String, Attribute> given) {
    List<String> words = new ArrayList<>();
    Set<String> unused = new HashSet<>(given.keySet());
    int place = 0;
    for (AtenOperator.Argument a : operator.arguments()) {
      Optional<String> value = Optional.empty();
      if (a.isTensors()) {
        value = Optional.of(list(tensors.subList(Math.min(place, tensors.size()), tensors.size())));
        place = tensors.size();
      } else if (a.isTensor()) {
        value = place < tensors.size() ? tensors.get(place) : Optional.empty();
        place++;
      } else if (unused.remove(a.name())) {
        Attribute attribute = Objects.requireNonNull(given.get(a.name()));
        value = Optional.of(literal(a.bare(), attribute));
      }
      if (value.isEmpty() && a.isOptional() && !a.given()) {
        value = Optional.of("None");
      }
      boolean first = words.isEmpty() && a.equals(operator.arguments().get(0));
      value.ifPresent(v -> words.add(first ? v : a.name() + "=" + v));
    }
    if (place < tensors.size() || !unused.isEmpty()) {
      throw new IllegalArgumentException(
          operator.name() + " has other inputs than these " + tensors.size() + ", or no " + unused);
    }
    return words;
  }

  private static String list(List<Optional<String>> tensors) {
    return Words.of(tensors.stream().map(Optional::orElseThrow).toList());
  }

  private static String literal(String type, Attribute a) {
    return switch (type) {
      case "int", "SymInt" -> Words.of(a.integer());
      case "bool" -> Words.of(a.integer() != 0);
      case "Scalar" -> Words.of(a.value());
      case "float", "SymFloat" -> Words.of(a.real());
      case "ScalarType" -> Words.of(TorchTypes.code(DType.of(Math.toIntExact(a.integer()))));
      case "str" -> text(a.text());
      case "int[]", "SymInt[]" -> Words.of(a.integers());
      case "bool[]" -> Words.of(a.integers().stream().map(i -> i != 0).toList());
      case "float[]", "Scalar[]" -> Words.of(a.reals());
      default -> throw new NotEmittedException("an argument that is a " + type);
    };
  }

  private static String text(String text) {
    if (text.chars().anyMatch(c -> c == '"' || c == '\\' || c < ' ')) {
      throw new NotEmittedException("a text with marks");
    }
    return Words.quoted(text);
  }
}
