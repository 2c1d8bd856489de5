package dev.assay.core.reading;

import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Optional;

/** A value that is no tensor, as a reading holds it: by the names of the values in it. */
sealed interface Bundle {

  /** A sequence of tensors of one type. */
  record Elements(DType type, List<String> names) implements Bundle {}

  /** What an optional holds: a tensor, a sequence or nothing. */
  record Content(Optional<String> name) implements Bundle {}
}
