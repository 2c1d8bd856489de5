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
   * groups of models share a structure and differ in its sizes.
   */
  SYMBOLIC(1),
  /** Mostly concrete, about one model in ten symbolic. */
  MIXED(0.1);

  private final double symbolic;

  Gear(double symbolic) {
    this.symbolic = symbolic;
  }

  /** Whether the solver has what these choices draw. */
  boolean isSymbolic(Choices choices) {
    return choices.chance(symbolic);
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
