package dev.assay.cli;

import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.reading.GraphReading;
import dev.assay.oracle.Panel;
import java.util.ArrayList;
import java.util.List;

/** The panel that the runners of a trial are. */
final class Panels {
  private Panels() {}

  /**
   * @param outcomes in the order of the runners
   */
  static Panel of(Trial trial, GraphReading reading, List<Runner> runners, List<Outcome> outcomes) {
    List<Panel.Seat> seats = new ArrayList<>();
    for (int k = 0; k < runners.size(); k++) {
      Runner runner = runners.get(k);
      seats.add(
          new Panel.Seat(
              runner.spec().toString(),
              system(runner.spec()),
              outcomes.get(k),
              () -> ErrorTables.of(runner),
              t -> Inquiry.get(runner.start(t))));
    }
    return new Panel(trial, reading, seats);
  }

  /** Releases of a system have much in common, so that all are one. */
  private static String system(BackendSpec spec) {
    return spec.program().orElse(spec.name());
  }
}
