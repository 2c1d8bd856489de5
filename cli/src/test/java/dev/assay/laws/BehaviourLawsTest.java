package dev.assay.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.backends.worker.Limits;
import dev.assay.backends.worker.Worker;
import dev.assay.core.Choices;
import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Runner;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.expr.Behaviour;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.Occurrence;
import dev.assay.core.reading.Occurrences;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.Model;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.Provocation;
import dev.assay.oracle.Judge;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every behaviour. A new one brings an {@link Example} and keeps these laws. */
class BehaviourLawsTest {
  private static final int MODELS = 24;

  private static List<Behaviour> met(Found f) {
    return Occurrences.of(GraphReading.values(f.graph(), f.inputs()), b -> true).stream()
        .map(Occurrence::behaviour)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void itIsSeenWhereItOccursAndNotBesideIt(Behaviour behaviour) {
    assertThat(met(Example.on(behaviour).found())).contains(behaviour);
    assertThat(met(Example.beside(behaviour).found())).doesNotContain(behaviour);
  }

  /** Where it is undefined, a refusal is as good as a result; else it is a finding. */
  @ParameterizedTest
  @EnumSource
  void itsStandingDecidesWhatARefusalIsWorth(Behaviour behaviour) {
    Found f = Example.on(behaviour).found();
    Outcome refusal = Outcome.failed(Outcome.Status.ERROR, Outcome.Phase.RUN, "no", 0);
    var judgement =
        Judge.judge(f.graph(), GraphReading.of(f.graph(), f.inputs()), refusal, Optional.empty());
    boolean undefined = behaviour.standing() == Behaviour.Standing.UNDEFINED;
    assertThat(judgement.verdict()).isEqualTo(undefined ? Verdict.INVALID : Verdict.ERROR);
    if (!undefined) {
      assertThat(judgement.grounds().labels()).contains(behaviour.label());
      assertThat(judgement.grounds().facts()).contains("rests on : " + behaviour.label());
    }
  }

  static Stream<Behaviour> targets() {
    return Stream.of(Behaviour.values()).filter(Provocation::isPossible);
  }

  /** Whoever aims at it meets it in a good share of models of the whole catalogue. */
  @ParameterizedTest
  @MethodSource("targets")
  void aimingAtItHitsIt(Behaviour behaviour) {
    Set<Behaviour> target = Set.of(behaviour);
    ModelGenerator models =
        new ModelGenerator(
            ModelOptions.STANDARD.withNodes(1).withOpsets(18, 18).withTargets(target));
    Provocation provocation = new Provocation(target);
    int hits = 0;
    for (int seed = 0; seed < MODELS; seed++) {
      Choices choices = Choices.of(seed);
      Model model = models.next(choices);
      Found found = InputSearch.standard().find(model, choices.fork(1));
      hits += met(provocation.in(model, found, choices.fork(2))).contains(behaviour) ? 1 : 0;
    }
    assertThat(hits).isGreaterThanOrEqualTo(MODELS / 6);
  }

  static Stream<Operator> operators() {
    return Catalogue.drawn().stream();
  }

  /**
   * Who aims at nothing meets nothing that is undefined or open, but where no inputs were found.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void whoAimsAtNothingMeetsNothingOpen(Operator operator) {
    for (Found f : Draws.of(operator)) {
      if (f.isGood()) {
        assertThat(met(f)).as("%s", f.graph()).allMatch(Behaviour::isSettled);
      }
    }
  }

  /** The documentation says what ONNX Runtime was seen to do; here it is seen. */
  @Tag("native")
  @Test
  void onnxRuntimeDoesWhatIsSaidOfIt() throws Exception {
    assumeTrue(
        System.getProperty("os.arch").equals("amd64"), "processors divide and cast differently");
    try (Runner runner =
        Worker.ofClassPath(
            BackendSpec.parse("onnxruntime:opt=disabled"),
            System.getProperty("java.class.path"),
            Limits.USUAL)) {
      for (Behaviour b : Behaviour.values()) {
        Found f = Example.on(b).found();
        Outcome o = runner.start(new Trial(OnnxFromGraph.of(f.graph()), f.inputs())).get();
        String did = o.isOk() ? o.outputs().get(0).toString() : o.status().toString();
        assertThat(did).as("%s: ONNX Runtime %s", b.label(), b.onnxRuntime()).contains(seen(b));
      }
    }
  }

  private static String seen(Behaviour behaviour) {
    return switch (behaviour) {
      case DIVISION_BY_ZERO, INDEX_OUT_OF_RANGE, OVERSIZE_PAD, OUTSIDE_DOMAIN -> "ERROR";
      case QUOTIENT_OVERFLOW -> "CRASH";
      case CAST_OUT_OF_RANGE -> "[1, -2147483648, -2147483648]";
      case SHIFT_PAST_WIDTH -> "[6, 0]";
      case POWER_OUT_OF_RANGE -> "[-2147483648, 9]";
      case ZERO_SCALE -> "[0, 255]";
      case EMPTY_WINDOW -> "[" + (double) -Float.MAX_VALUE + "]";
      case DUPLICATE_INDICES -> "[1.0, 6.0, 3.0]";
      case UNSORTED_ORDER -> "[2.0, 3.0, 4.0]";
      case NAN_ORDER -> "[1]";
      case TEXTS_DIFFER -> "[5.0, 5.666666507720947, 6.6666669845581055, 8.0]";
      case EQUAL_EXTREMES -> "[0]";
      case ROUNDING_TIE -> "[0.0, 2.0]";
      case NAN_EXTREME -> "[NaN, 2.0]";
      case EMPTY_FOLD -> "[0.0, 0.0]";
      case SPECIAL_FLOATS -> "[0.0, -1.0]";
    };
  }
}
