package dev.assay.generator.infer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.TensorType;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Caller;
import dev.assay.generator.records.CatalogueCaller;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Declaration.Occurrence;
import dev.assay.generator.records.Declaration.Port;
import dev.assay.generator.records.OnnxDeclarations;
import dev.assay.generator.records.Operand;
import dev.assay.generator.records.Outcome;
import dev.assay.generator.records.Recorded;
import dev.assay.generator.records.RecordsFromGraph;
import dev.assay.generator.rules.OperatorRules;
import dev.assay.generator.rules.RulesFromText;
import dev.assay.generator.rules.RulesText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole catalogue is held against what is inferred of it by {@code RuleTruth} in bench. */
class InferenceTest {
  private static final int OPSET = 17;
  private static final Outset EFFORT = Outset.of(Effort.THOROUGH.withExplored(1200));
  private static final int CALLS = 200;

  private static final Caller CATALOGUE = new CatalogueCaller();

  private static OperatorRules inferred(String name) {
    Declaration declared = OnnxDeclarations.find("", name, OPSET).orElseThrow();
    return Inference.of(declared, CATALOGUE, Choices.of(1), EFFORT).rules().orElseThrow();
  }

  /** Calls that the generator draws, which knows the true rules, and near misses of them. */
  private static List<Recorded> fresh(OperatorRules rules) {
    Operator operator = Catalogue.find("", rules.declaration().name(), OPSET).orElseThrow();
    ModelGenerator models =
        new ModelGenerator(
            ModelOptions.STANDARD
                .withNodes(1)
                .withOpsets(OPSET, OPSET)
                .withOperators(operator::equals));
    List<Recorded> all = new ArrayList<>();
    for (int k = 0; k < CALLS; k++) {
      for (Call call : RecordsFromGraph.calls(models.next(Choices.of(k)).graph())) {
        all.add(new Recorded(call, CATALOGUE.call(rules.declaration(), call)));
        Score.nearMiss(rules, CATALOGUE, call, Choices.of(k)).ifPresent(all::add);
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Add", "Softmax", "Concat", "Transpose"})
  void whatIsInferredOfAnOperatorIsItsRule(String name) {
    OperatorRules rules = inferred(name);
    Score score = Score.of(rules, fresh(rules));
    assertThat(score.taken()).isGreaterThan(CALLS / 2);
    assertThat(score.refused()).isGreaterThan(CALLS / 2);
    assertThat(score.precision()).as("%s", score.wrong()).isGreaterThanOrEqualTo(0.99);
    assertThat(score.recall()).as("%s", score.wrong()).isGreaterThanOrEqualTo(0.95);

    List<String> lines = new ArrayList<>(List.of(RulesText.HEAD));
    lines.addAll(RulesText.of(rules));
    List<OperatorRules> read = RulesFromText.of(lines);
    assertThat(RulesText.of(read.get(0))).isEqualTo(RulesText.of(rules));
    assertThat(Score.of(read.get(0), fresh(rules)).wrong()).isEqualTo(score.wrong());
  }

  /** An operator of no library: a tensor with twice its last size, of at least two axes. */
  @Test
  void aRuleThatNobodyWroteIsFound() {
    Port x = new Port("x", "T", Set.of(DType.FLOAT32), Occurrence.SINGLE);
    Port y = new Port("y", "T", Set.of(DType.FLOAT32), Occurrence.SINGLE);
    Declaration declared =
        new Declaration("nobody", "Twice", 1, 1, 1, List.of(x), List.of(y), List.of());
    Caller caller = (d, call) -> twice(call);
    OperatorRules rules =
        Inference.of(declared, caller, Choices.of(1), EFFORT).rules().orElseThrow();
    Operand good = Operand.of(DType.FLOAT32, Dims.ofNumbers(11, 7, 5));
    Operand flat = Operand.of(DType.FLOAT32, Dims.ofNumbers(7));
    assertThat(rules.outputs(call(good)))
        .contains(List.of(TensorType.of(DType.FLOAT32, 11, 7, 10)));
    assertThat(rules.outputs(call(flat))).isEmpty();
  }

  private static Call call(Operand x) {
    return new Call(List.of(Optional.of(x)), Map.of(), 1);
  }

  private static Outcome twice(Call call) {
    Dims shape = call.input(0).map(Operand::shape).orElse(Dims.of());
    return shape.rank() < 2
        ? new Outcome.Refused("Error", "x has too few axes")
        : new Outcome.Taken(
            List.of(TensorType.of(DType.FLOAT32, shape.with(-1, shape.get(-1).times(2)))));
  }

  @Test
  void theSameSeedInfersTheSame() {
    assertThat(IntStream.range(0, 2).mapToObj(k -> RulesText.of(inferred("Concat"))).distinct())
        .hasSize(1);
  }
}
