package dev.assay.core.backend;

import dev.assay.core.tensor.Tensor;
import java.util.List;

/**
 * What came back when a backend ran a trial: outputs, or what it said instead.
 *
 * @param outputs in the order of the graph's outputs; empty unless the status is {@code OK}
 * @param detail what the backend said, or where it died; empty when all went well
 * @param nanos how long it took
 */
public record Outcome(Status status, Phase phase, String detail, List<Tensor> outputs, long nanos) {

  /** How it ended. */
  public enum Status {
    OK,
    UNSUPPORTED,
    ERROR,
    CRASH,
    TIMEOUT
  }

  /** What the backend was doing when it ended. */
  public enum Phase {
    START,
    COMPILE,
    RUN,
    READ
  }

  public Outcome {
    outputs = List.copyOf(outputs);
  }

  public static Outcome ok(List<Tensor> outputs, long nanos) {
    return new Outcome(Status.OK, Phase.READ, "", outputs, nanos);
  }

  public static Outcome failed(Status status, Phase phase, String detail, long nanos) {
    return new Outcome(status, phase, detail, List.of(), nanos);
  }

  public boolean isOk() {
    return status == Status.OK;
  }
}
