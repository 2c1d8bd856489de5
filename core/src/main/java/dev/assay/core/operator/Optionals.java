package dev.assay.core.operator;

import static dev.assay.core.operator.Structure.structure;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Structures of values that may be absent; and the one operator that takes values of any kind. */
final class Optionals {
  private Optionals() {}

  /** An optional that holds a value, or nothing. */
  static final Structure OPTIONAL =
      structure(
          "Optional",
          15,
          "input? -> output",
          op -> {
            op.require(op.has("input") || op.has("type"), "a value or a type is given");
            op.give(
                List.of(
                    op.optional(
                        op.has("input") ? Optional.of(op.input("input")) : Optional.empty())));
          });

  /** Whether there is a value: an optional's, or one that is no optional. */
  static final Structure HAS_ELEMENT =
      structure(
          "OptionalHasElement",
          15,
          "input? -> output",
          op -> {
            boolean has =
                op.has("input")
                    && (!op.isOptional(op.input("input"))
                        || op.content(op.input("input")).isPresent());
            op.give(List.of(op.constant(Tensor.of(DType.BOOL, new int[0], has ? 1 : 0))));
          });

  /** The value in an optional; one that is no optional itself. */
  static final Structure GET_ELEMENT =
      structure(
          "OptionalGetElement",
          15,
          "input -> output",
          op -> {
            String input = op.input("input");
            Optional<String> content =
                op.isOptional(input) ? op.content(input) : Optional.of(input);
            op.require(content.isPresent(), "the optional holds a value");
            op.give(List.of(content.orElseThrow()));
          });

  /** Any value as it is; of tensors there is a formula. */
  static final Structure IDENTITY =
      structure("Identity", 14, "input -> output", op -> op.give(List.of(op.input("input"))));

  static final List<Structure> ALL = List.of(OPTIONAL, HAS_ELEMENT, GET_ELEMENT, IDENTITY);
}
