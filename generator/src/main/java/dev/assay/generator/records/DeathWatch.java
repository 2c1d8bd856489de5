package dev.assay.generator.records;

import dev.assay.core.backend.Outcome.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A caller that keeps the calls of which a system died or was silent. Each is a finding; for rules
 * it is refused, so that no model that is drawn by them has it again.
 */
public final class DeathWatch implements Caller {
  private static final Set<String> DEATHS = Set.of(Status.CRASH.name(), Status.TIMEOUT.name());

  private final Caller caller;
  private final int most;

  /** A call and how the system ended on it. */
  public record Death(Declaration operator, Call call, Outcome outcome) {}

  private final List<Death> deaths = new ArrayList<>();
  private int before;

  /**
   * @param most how often an operator may end the system, each of which costs a start; then all its
   *     calls are refused
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

  @Override
  public Outcome call(Declaration operator, Call call) {
    if (deaths.size() - before >= most) {
      return new Outcome.Refused("DEAD", "the system died of " + most + " calls before");
    }
    Outcome outcome = caller.call(operator, call);
    if (outcome instanceof Outcome.Refused r && DEATHS.contains(r.kind())) {
      deaths.add(new Death(operator, call, outcome));
    }
    return outcome;
  }
}
