package dev.assay.generator.rules;

import dev.assay.core.tensor.DType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What terms are read in: a call that was recorded, or a node that is drawn. */
public interface Scene {
  /** Whether an input or attribute is given. */
  boolean has(String name);

  /** The word that an attribute is; null where it is absent and has no usual value. */
  @Nullable String word(String attribute);

  /** The type of an input, or of the tensor that an attribute is; empty where it is absent. */
  Optional<DType> type(String name);

  /** What stands under a name, a {@code Dim} or a {@code Dims}; null where it is undefined. */
  @Nullable Object value(Term.Name name);

  Arithmetic arithmetic();
}
