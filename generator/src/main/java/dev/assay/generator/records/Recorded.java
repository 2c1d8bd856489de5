package dev.assay.generator.records;

/** A call and what came of it. */
public record Recorded(Call call, Outcome outcome) {
  public boolean isTaken() {
    return outcome.isTaken();
  }

  /** Whether the call ended the system, which says nothing of the operator's rules. */
  public boolean isFatal() {
    return outcome instanceof Outcome.Fatal;
  }
}
