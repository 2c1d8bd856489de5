package dev.assay.verify.branch;

import java.util.ArrayList;
import java.util.List;

/** What a search proved, tree by tree, where anybody wants to know. */
public final class Ledger {
  private final boolean keeps;
  private final List<Tree> trees = new ArrayList<>();

  /** Some cases of a region, and how they are proved. */
  public record Tree(int region, List<int[]> cases, Derivation derivation) {
    public Tree {
      cases = List.copyOf(cases);
    }
  }

  /**
   * @param keeps whether anybody wants to know
   */
  public Ledger(boolean keeps) {
    this.keeps = keeps;
  }

  /** The beginning of a proof of some cases of a region. */
  Derivation derivation(int region, List<int[]> cases) {
    if (!keeps) {
      return Derivation.FORGOTTEN;
    }
    Derivation derivation = Derivation.kept();
    trees.add(new Tree(region, cases, derivation));
    return derivation;
  }

  public List<Tree> trees() {
    return List.copyOf(trees);
  }
}
