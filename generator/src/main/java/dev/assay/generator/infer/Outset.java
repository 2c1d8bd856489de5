package dev.assay.generator.infer;

import dev.assay.generator.records.Call;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What an inference sets out with.
 *
 * @param seeds calls that are tried before any is drawn: recorded ones, of the operator or of one
 *     like it
 * @param spent asked between calls and between searches; once it is true, the inference ends with
 *     what it has
 */
public record Outset(Effort effort, List<Call> seeds, BooleanSupplier spent) {
  public Outset {
    seeds = List.copyOf(seeds);
  }

  public static Outset of(Effort effort) {
    return new Outset(effort, List.of(), () -> false);
  }

  public Outset withSeeds(List<Call> calls) {
    return new Outset(effort, calls, spent);
  }

  public Outset until(BooleanSupplier isSpent) {
    return new Outset(effort, seeds, isSpent);
  }

  boolean isSpent() {
    return spent.getAsBoolean();
  }
}
