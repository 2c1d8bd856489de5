package dev.assay.bench.seeded;

import dev.assay.core.backend.Outcome;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.TypicalErrors;
import dev.assay.core.tensor.Tensor;
import dev.assay.oracle.Judge;
import dev.assay.oracle.Suspicion;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which judges see something wrong in outputs. */
final class Opinions {

  /** A judge that is compared. */
  enum Judges {
    /** Outside of the enclosure: the judge of campaigns. */
    SLACK_1("slack 1"),
    /** The same, or suspicious by typical errors on this one draw. */
    BOTH_TIERS("both tiers"),
    /** Outside of four times the radius. */
    SLACK_4("slack 4"),
    /** Outside of sixteen times the radius. */
    SLACK_16("slack 16"),
    /** Beyond NNSmith's tolerance. */
    NNSMITH("NNSmith"),
    /** Beyond the tolerance of ONNX Runtime's tests. */
    ONNX_RUNTIME("ORT tests");

    private final String label;

    Judges(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  private Opinions() {}

  /**
   * The judges that flag outputs.
   *
   * @param expected what the tolerances compare with
   */
  static Set<Judges> of(GraphReading reading, List<Tensor> expected, Outcome outcome) {
    Set<Judges> flags = EnumSet.noneOf(Judges.class);
    if (Judge.judge(reading.graph(), reading, outcome, Optional.empty()).verdict().isFinding()) {
      double ratio = ratio(reading, outcome.outputs());
      flags.add(Judges.SLACK_1);
      flags.add(Judges.BOTH_TIERS);
      add(flags, Judges.SLACK_4, ratio > 4);
      add(flags, Judges.SLACK_16, ratio > 16);
    } else {
      add(flags, Judges.BOTH_TIERS, outcome.isOk() && isSuspicious(reading, outcome.outputs()));
    }
    add(flags, Judges.NNSMITH, Tolerance.NNSMITH.flags(expected, outcome.outputs()));
    add(flags, Judges.ONNX_RUNTIME, Tolerance.ONNX_RUNTIME.flags(expected, outcome.outputs()));
    return flags;
  }

  private static boolean isSuspicious(GraphReading reading, List<Tensor> got) {
    return Suspicion.mayBe(reading, got)
        && Suspicion.of(reading, TypicalErrors.of(reading), got).isRaised();
  }

  private static void add(Set<Judges> flags, Judges judge, boolean flagged) {
    if (flagged) {
      flags.add(judge);
    }
  }

  /** How far the worst element lies out, in radii; infinite where a type or a shape is wrong. */
  private static double ratio(GraphReading reading, List<Tensor> got) {
    double worst = 0;
    List<Value> outputs = reading.graph().outputs();
    for (int o = 0; o < outputs.size(); o++) {
      String name = outputs.get(o).name();
      if (!reading.isSpecified(name)) {
        continue;
      }
      Enclosure enclosure = reading.enclosure(name);
      Tensor t = got.get(o);
      if (t.type() != enclosure.type() || !Arrays.equals(t.shape(), enclosure.shape())) {
        return Double.POSITIVE_INFINITY;
      }
      for (int k = 0; k < t.size(); k++) {
        worst = Math.max(worst, enclosure.ratio(t, k));
      }
    }
    return worst;
  }
}
