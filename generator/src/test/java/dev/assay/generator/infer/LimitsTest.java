package dev.assay.generator.infer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.TensorType;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Caller;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Field;
import dev.assay.generator.records.Declaration.Occurrence;
import dev.assay.generator.records.Declaration.Port;
import dev.assay.generator.records.Operand;
import dev.assay.generator.records.Outcome;
import dev.assay.generator.rules.OperatorRules;
import dev.assay.generator.rules.RulesText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What inference does where calls end a system, or where it may not go on. */
class LimitsTest {
  private static final Outset OUTSET = Outset.of(Effort.USUAL);
  private static final Set<DType> FLOATS = Set.of(DType.FLOAT32);
  private static final Declaration OPERATOR =
      new Declaration(
          "nobody",
          "Last",
          1,
          1,
          1,
          List.of(new Port("x", "T", FLOATS, Occurrence.SINGLE)),
          List.of(new Port("y", "T", FLOATS, Occurrence.SINGLE)),
          List.of(new Field("key", Attribute.Kind.INT, true, Optional.empty())));

  /** The last axis alone; a scalar has none. */
  private static Outcome last(Call call) {
    Operand x = call.input(0).orElseThrow();
    return x.rank() == 0
        ? new Outcome.Refused("Error", "x has no axis")
        : new Outcome.Taken(List.of(TensorType.of(DType.FLOAT32, x.shape().last(1))));
  }

  private static List<String> rules(Caller caller) {
    OperatorRules rules =
        Inference.of(OPERATOR, caller, Choices.of(1), OUTSET).rules().orElseThrow();
    return RulesText.of(rules);
  }

  private static boolean isFatal(Call call) {
    return call.input(0).filter(x -> x.shape().list().size() == 2).isPresent();
  }

  /** As refusals, calls with two axes would have to be told apart. */
  @Test
  void fatalCallsBendNoRules() {
    List<String> sound = rules((o, c) -> last(c));
    assertThat(rules((o, c) -> isFatal(c) ? new Outcome.Fatal("CRASH", "SIGSEGV") : last(c)))
        .isEqualTo(sound);
    assertThat(rules((o, c) -> isFatal(c) ? new Outcome.Refused("ERROR", "no") : last(c)))
        .isNotEqualTo(sound);
  }

  @Test
  void aLimitEndsWhatHasNoEnd() {
    int[] calls = {0};
    Caller endless = (o, c) -> new Outcome.Refused("Error", "no call but " + ++calls[0]);
    Inferred inferred =
        Inference.of(OPERATOR, endless, Choices.of(1), OUTSET.until(() -> calls[0] >= 70));
    assertThat(inferred.rules()).isEmpty();
    assertThat(inferred.why()).startsWith("within the limit no call was taken");
    assertThat(inferred.calls()).isEqualTo(70);
  }

  /** No draw meets the number that the operator asks for. */
  @Test
  void aKnownCallLeadsWhereNoDrawDoes() {
    Caller locked =
        (o, c) ->
            Attribute.of(7_777_777L).equals(c.attributes().get("key"))
                ? last(c)
                : new Outcome.Refused("Error", "no");
    assertThat(Inference.of(OPERATOR, locked, Choices.of(1), OUTSET).rules()).isEmpty();
    Call known =
        new Call(
            List.of(Optional.of(Operand.of(Tensor.zeros(DType.FLOAT32, 2, 3)))),
            Map.of("key", Attribute.of(7_777_777L)),
            1);
    Inferred inferred =
        Inference.of(OPERATOR, locked, Choices.of(1), OUTSET.withSeeds(List.of(known)));
    assertThat(inferred.rules().orElseThrow().outputs(known)).isPresent();
  }
}
