package dev.assay.generator.infer;

/**
 * How much an inference does at most. It hangs on nothing but counts, so the same seed comes to the
 * same rules on any machine.
 *
 * @param explored how many calls explore the operator, and as many again once types and words are
 *     known
 * @param patience after how many calls that showed nothing new exploration ends, once a call was
 *     taken
 * @param forms how many calls of different forms are tried with each type
 * @param questions how many calls are drawn in a round to show rules wrong
 * @param heldOut how many calls are held out from the inference
 * @param drawn how many nodes are drawn by the rules that were found, to measure them; a round asks
 *     for half as many
 * @param terms how many terms are enumerated
 * @param work how many looks at an example all searches cost
 */
public record Effort(
    int explored,
    int patience,
    int forms,
    int questions,
    int heldOut,
    int drawn,
    int terms,
    long work) {

  /** For few operators: what the truth test is run with. */
  public static final Effort THOROUGH =
      new Effort(2500, Integer.MAX_VALUE, 6, 1500, 300, 0, 12_000, 100_000_000);

  /** For all operators of a library. */
  public static final Effort USUAL = new Effort(500, 120, 2, 150, 40, 60, 4000, 20_000_000);

  /** The same with another number of calls that explore. */
  public Effort withExplored(int calls) {
    return new Effort(
        calls, patience, forms, Math.min(questions, calls), heldOut, drawn, terms, work);
  }
}
