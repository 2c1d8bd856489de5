package dev.assay.generator;

import dev.assay.core.Choices;
import java.util.Arrays;
import java.util.Optional;

/** How the sizes of models come about. Each gear gives valid models of every operator. */
public enum Gear {
  /** Each node is drawn against the numbers of those before it: fast, and without a solver. */
  CONCRETE(0),
  /**
   * All sizes stay open while the graph grows, and a solver finds numbers for the whole structure;
   * some models of a {@link Batch} share a structure and differ in its sizes.
   */
  SYMBOLIC(1),
  /** Mostly concrete, one model in ten symbolic. */
  MIXED(10);

  private final int stride;

  Gear(int stride) {
    this.stride = stride;
  }

  /** The batch that has this model of a campaign; nothing where the model is concrete. */
  Optional<Batch> batch(Choices campaign, long number) {
    return stride == 0
        ? Optional.empty()
        : Optional.of(Batch.of(campaign, number, stride)).filter(b -> b.holds(number));
  }

  /** Whether a model that stands alone is symbolic. */
  boolean isSymbolic(Choices choices) {
    return stride > 0 && choices.chance(1.0 / stride);
  }

  /** The word for it on the command line. */
  public String label() {
    return switch (this) {
      case CONCRETE -> "concrete";
      case SYMBOLIC -> "symbolic";
      case MIXED -> "mixed";
    };
  }

  /** The gear of a word. */
  public static Optional<Gear> named(String label) {
    return Arrays.stream(values()).filter(g -> g.label().equals(label)).findFirst();
  }
}
