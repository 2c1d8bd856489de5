package dev.assay.verify.layer;

/** What an answer rests on. */
public enum Means {
  BOUNDS("bounds, in any order of each sum"),
  ORDER("steps that keep the order, in any order of each sum"),
  FLOATS("Z3's floats, each step rounded, each sum from first to last"),
  RUN("a run"),
  NOTHING("nothing");

  private final String words;

  Means(String words) {
    this.words = words;
  }

  /** What a proof by it speaks of. */
  public String words() {
    return words;
  }
}
