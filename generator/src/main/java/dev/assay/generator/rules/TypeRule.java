package dev.assay.generator.rules;

import dev.assay.core.tensor.DType;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The element type of an output. */
public sealed interface TypeRule {

  /** Always one. */
  record Fixed(DType type) implements TypeRule {
    @Override
    public String toString() {
      return type.toString();
    }
  }

  /** That of an input, or of the tensor that an attribute is. */
  record Same(String input) implements TypeRule {
    @Override
    public String toString() {
      return "type(" + input + ")";
    }
  }

  /** The one whose number an attribute is. */
  record Named(String attribute) implements TypeRule {
    @Override
    public String toString() {
      return "named(" + attribute + ")";
    }
  }

  /** One for each type of an input. */
  record Table(String input, Map<DType, DType> types) implements TypeRule {
    public Table {
      types = Collections.unmodifiableMap(new TreeMap<>(types));
    }

    @Override
    public String toString() {
      return types.entrySet().stream()
          .map(e -> e.getKey() + ":" + e.getValue())
          .collect(Collectors.joining(" ", "table(" + input + ", ", ")"));
    }
  }
}
