package dev.assay.generator;

import dev.assay.core.Choices;

/**
 * A run of a campaign's numbers whose symbolic models are made together, with one context of Z3.
 *
 * <p>In their order they take turns among a few structures, and each has the next set of sizes of
 * its structure. So a batch is a function of the campaign and of the run.
 *
 * @param choices of all that its models share
 * @param first the number of its first symbolic model
 * @param stride from one of its models to the next
 */
record Batch(Choices choices, long first, int stride) {
  static final int STRUCTURES = 16;

  /** How many models share a structure. */
  static final int SETS = 16;

  private static final int BATCHES = -12;

  /**
   * The batch to whose run a number belongs; which of them are symbolic is drawn.
   *
   * @param stride one model of so many is symbolic
   */
  static Batch of(Choices campaign, long number, int stride) {
    long length = (long) stride * STRUCTURES * SETS;
    long run = number / length;
    Choices choices = campaign.fork(BATCHES).fork(run);
    return new Batch(choices, run * length + choices.between(0, stride - 1), stride);
  }

  /** Whether both make the same models. */
  boolean isSame(Batch other) {
    return choices.seed() == other.choices.seed() && first == other.first;
  }

  /** Whether it has the model of this number. */
  boolean holds(long number) {
    return number >= first && (number - first) % stride == 0;
  }

  /** The structure of a model of the batch. */
  int structure(long number) {
    return place(number) % STRUCTURES;
  }

  /** Which of its structure's sets of sizes a model has. */
  int set(long number) {
    return place(number) / STRUCTURES;
  }

  /** The number of the first model with a structure. */
  long beginning(int structure) {
    return first + (long) structure * stride;
  }

  private int place(long number) {
    return (int) ((number - first) / stride);
  }
}
