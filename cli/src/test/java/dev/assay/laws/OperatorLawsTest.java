package dev.assay.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.Choices;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Witness;
import dev.assay.core.reading.GraphReading;
import dev.assay.corpus.KnownBug;
import dev.assay.corpus.KnownBugs;
import dev.assay.generator.Found;
import dev.assay.oracle.Culprit;
import dev.assay.oracle.Judge;
import dev.assay.oracle.Judgement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of every operator of which nodes are drawn. A new operator brings no test: it has to
 * keep these laws.
 */
class OperatorLawsTest {
  private static Runner onnxRuntime;

  static Stream<Operator> operators() {
    return Catalogue.drawn().stream();
  }

  @BeforeAll
  static void start() {
    onnxRuntime =
        Worker.ofClassPath(
            BackendSpec.parse("onnxruntime:opt=disabled"),
            System.getProperty("java.class.path"),
            Limits.USUAL.withTrial(Duration.ofMinutes(5)));
  }

  @AfterAll
  static void stop() {
    onnxRuntime.close();
  }

  /**
   * What the rules draw, the reading accepts, and the shapes that the rules say are those that
   * come.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void rulesAcceptWhatTheValueReadingAccepts(Operator operator) {
    Draws.of(operator).forEach(Laws::valuesAreAsTheModelSays);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void theEnclosureHoldsTheValue(Operator operator) {
    Draws.of(operator).forEach(Laws::enclosuresHoldTheValues);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void aModelComesBackFromOnnx(Operator operator) {
    Draws.of(operator).forEach(Laws::returnsFromOnnx);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void theGradientIsWhatDifferencesComeTo(Operator operator) {
    for (Found f : Draws.ofFloat64(operator)) {
      Optional<Slope> slope = Slope.of(f, Choices.of(7));
      assertThat(slope.map(Slope::isConsistent).orElse(true))
          .as("%s of %s%n%s", slope, f.graph(), f.inputs())
          .isTrue();
    }
  }

  /** The unoptimised kernel is a second witness; where it is known to be wrong, it is listed. */
  @Tag("native")
  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void onnxRuntimeUnoptimisedStaysWithinTheEnclosure(Operator operator) throws Exception {
    List<String> differences = new ArrayList<>();
    boolean agrees = false;
    for (Found f : Draws.of(operator)) {
      Judged judged = judge(f);
      agrees |= judged.agrees();
      Optional<Culprit> culprit = judged.culprit();
      if (culprit.isPresent() && known(culprit.get()).isEmpty()) {
        differences.add(culprit.get() + "\n" + f.graph() + "\n" + f.inputs());
      }
    }
    assertThat(differences).isEmpty();
    assertThat(Witness.ONNX_RUNTIME.bearsOut(operator))
        .as("whether witness-onnxruntime.txt has a line %s", operator)
        .isEqualTo(agrees);
  }

  /**
   * A bug that is mended, or was never there, does not stay listed. Nothing is said of those of an
   * optimiser, or that hang on what old memory holds.
   */
  @Tag("native")
  @ParameterizedTest(name = "{0}")
  @Tag("slow")
  @MethodSource("operatorsWithKnownBugs")
  void whatIsListedIsStillThere(Operator operator) throws Exception {
    Set<KnownBug> missing = new LinkedHashSet<>(bugs().of(operator.toString()));
    missing.removeIf(b -> b.optimised() || b.why().contains("old memory"));
    Iterator<Found> draws = Draws.more(operator).iterator();
    while (!missing.isEmpty() && draws.hasNext()) {
      judge(draws.next()).culprit().flatMap(OperatorLawsTest::known).ifPresent(missing::remove);
    }
    assertThat(missing).isEmpty();
  }

  static Stream<Operator> operatorsWithKnownBugs() {
    return operators().filter(o -> !bugs().of(o.toString()).isEmpty());
  }

  private static KnownBugs bugs() {
    return KnownBugs.of(onnxRuntime.spec().name(), onnxRuntime.version());
  }

  private static Optional<KnownBug> known(Culprit c) {
    return bugs().find(c.operator(), c.form(), c.judgement().detail());
  }

  private record Judged(GraphReading reading, Judgement judgement) {

    /** Whether outputs were looked at and are right. */
    boolean agrees() {
      return judgement.verdict() == Verdict.PASS && judgement.indecisive() < judgement.elements();
    }

    /** What is wrong with the only node, if it is. */
    Optional<Culprit> culprit() {
      return judgement.verdict().isFinding()
          ? Optional.of(Culprit.of(reading, judgement))
          : Optional.empty();
    }
  }

  private static Judged judge(Found f) throws Exception {
    Trial trial = new Trial(OnnxFromGraph.of(f.graph()), f.inputs());
    Outcome outcome = onnxRuntime.start(trial).get();
    GraphReading reading = GraphReading.of(f.graph(), f.inputs());
    return new Judged(reading, Judge.judge(f.graph(), reading, outcome, Optional.empty()));
  }
}
