package dev.assay.core.tensor;

import java.util.Optional;

/** What ONNX calls an optional: a tensor, a sequence, or nothing. */
public record Maybe(Optional<Datum> content) implements Datum {
  public static final Maybe NOTHING = new Maybe(Optional.empty());

  public static Maybe of(Datum content) {
    return new Maybe(Optional.of(content));
  }

  @Override
  public String toString() {
    return content.map(c -> "optional(" + c + ")").orElse("nothing");
  }
}
