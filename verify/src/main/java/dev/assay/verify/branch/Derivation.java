package dev.assay.verify.branch;

import dev.assay.verify.bounds.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is proved of a part of a region, and how the part is split for the rest. */
public final class Derivation {

  /** Keeps nothing, and so do its parts. */
  static final Derivation FORGOTTEN = new Derivation(false);

  private final boolean keeps;
  private List<Proof> proofs = List.of();
  private @Nullable Split split;

  /** A case, by its units, of which the evidence proves that some is positive. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Proof(int[] rows, Evidence evidence) {}

  /**
   * A unit that is at most a number in one part and at least that in the other.
   *
   * @param isInput whether the unit is an input, or else what a rectifier rectifies
   */
  public record Split(int unit, boolean isInput, double at, Derivation below, Derivation above) {}

  private Derivation(boolean keeps) {
    this.keeps = keeps;
  }

  static Derivation kept() {
    return new Derivation(true);
  }

  void prove(int[] rows, Evidence evidence) {
    if (keeps) {
      List<Proof> more = new ArrayList<>(proofs);
      more.add(new Proof(rows, evidence));
      proofs = List.copyOf(more);
    }
  }

  void splitInput(int input, double at) {
    split(input, true, at);
  }

  /** Splits by whether the rectifier of a unit is on. */
  void splitPhase(int unit) {
    split(unit, false, 0);
  }

  private void split(int unit, boolean isInput, double at) {
    if (keeps) {
      split = new Split(unit, isInput, at, kept(), kept());
    }
  }

  /** The part where the unit of the split is at most the number. */
  Derivation below() {
    return keeps ? Objects.requireNonNull(split).below() : this;
  }

  /** The part where it is at least the number. */
  Derivation above() {
    return keeps ? Objects.requireNonNull(split).above() : this;
  }

  /** What is proved of the whole part. */
  public List<Proof> proofs() {
    return proofs;
  }

  /** How it is split; null where all is proved. */
  public @Nullable Split split() {
    return split;
  }
}
