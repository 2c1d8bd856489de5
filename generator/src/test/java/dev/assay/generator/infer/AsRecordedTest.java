package dev.assay.generator.infer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.generator.CallsByRules;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.CatalogueCaller;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.OnnxDeclarations;
import dev.assay.generator.records.Outcome;
import dev.assay.generator.records.Recorded;
import dev.assay.generator.rules.OperatorRules;
import dev.assay.generator.rules.RulesFromText;
import dev.assay.generator.rules.RulesText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of a call as it was recorded, of operators whose true rules are known. */
final class AsRecordedTest {
  private static final int DRAWN = 20;

  private static List<Recorded> taken(Declaration operator) {
    return Inference.of(
            operator,
            new CatalogueCaller(),
            Choices.of(1),
            Outset.of(Effort.USUAL.withExplored(200)))
        .records()
        .stream()
        .filter(Recorded::isTaken)
        .toList();
  }

  private static List<String> file(OperatorRules rules) {
    List<String> lines = new ArrayList<>(List.of(RulesText.HEAD));
    lines.addAll(RulesText.of(rules));
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Transpose", "Slice", "Expand", "CumSum", "Clip", "DepthToSpace", "TopK"})
  void theyTakeTheCallAndNodesThatAreDrawnByThemAreValid(String name) {
    Declaration operator = OnnxDeclarations.find("", name, 17).orElseThrow();
    CatalogueCaller caller = new CatalogueCaller();
    List<Recorded> taken = taken(operator);
    List<OperatorRules> all = AsRecorded.of(operator, taken, 6);
    assertThat(all).isNotEmpty();
    int drawn = 0;
    for (OperatorRules rules : all) {
      assertThat(taken)
          .as("%s", rules)
          .anyMatch(
              r ->
                  rules
                      .outputs(r.call())
                      .equals(Optional.of(((Outcome.Taken) r.outcome()).outputs())));
      assertThat(file(RulesFromText.of(file(rules)).get(0))).isEqualTo(file(rules));
      for (Call call : CallsByRules.draw(rules, DRAWN, Choices.of(7))) {
        Outcome came = caller.call(operator, call);
        assertThat(came.isTaken()).as("%s: %s", call, came).isTrue();
        assertThat(rules.outputs(call)).contains(((Outcome.Taken) came).outputs());
        drawn++;
      }
    }
    assertThat(drawn).isGreaterThan(DRAWN);
  }
}
