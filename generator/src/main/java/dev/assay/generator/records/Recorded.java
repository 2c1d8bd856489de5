package dev.assay.generator.records;

/** A call and what came of it. */
public record Recorded(Call call, Outcome outcome) {
  public boolean isTaken() {
    return outcome.isTaken();
  }
}
