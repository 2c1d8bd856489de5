package dev.assay.generator.records;

import java.util.ArrayList;
import java.util.List;

/** A caller that keeps the calls of which a system died or was silent: each is a finding. */
public final class DeathWatch implements Caller {
  private final Caller caller;
  private final int most;

  /** A call and how the system ended on it. */
  public record Death(Declaration operator, Call call, Outcome outcome) {}

  private final List<Death> deaths = new ArrayList<>();
  private int before;

  /**
   * @param most how often an operator may end the system, each of which costs a start; then it is
   *     called no more
   */
  public DeathWatch(Caller caller, int most) {
    this.caller = caller;
    this.most = most;
  }

  /** Says that the calls that follow are of another operator. */
  public void begin() {
    before = deaths.size();
  }

  /** The calls that were fatal, in their order. */
  public List<Death> deaths() {
    return List.copyOf(deaths);
  }

  /** Those of the operator that is called now. */
  public List<Death> latest() {
    return List.copyOf(deaths.subList(before, deaths.size()));
  }

  /** Whether the operator ended the system as often as it may. */
  public boolean isOver() {
    return latest().size() >= most;
  }

  @Override
  public Outcome call(Declaration operator, Call call) {
    if (isOver()) {
      return new Outcome.Fatal(
          Outcome.Fatal.UNCALLED, "the system died of " + most + " calls before");
    }
    Outcome outcome = caller.call(operator, call);
    if (outcome instanceof Outcome.Fatal) {
      deaths.add(new Death(operator, call, outcome));
    }
    return outcome;
  }
}
