package dev.assay.generator.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeathWatchTest {
  private static final Declaration OPERATOR = OnnxDeclarations.find("", "Relu", 14).orElseThrow();

  @Test
  void whatASystemDiesOfIsKeptAndCounted() {
    DeathWatch watch =
        new DeathWatch(
            (o, c) ->
                c.outputs() == 1
                    ? new Outcome.Refused("ERROR", "")
                    : new Outcome.Fatal("CRASH", ""),
            2);
    assertThat(watch.call(OPERATOR, call(1)).isTaken()).isFalse();
    assertThat(watch.deaths()).isEmpty();
    watch.call(OPERATOR, call(2));
    watch.call(OPERATOR, call(3));
    assertThat(watch.deaths()).extracting(DeathWatch.Death::call).containsExactly(call(2), call(3));
    assertThat(watch.call(OPERATOR, call(1)).toString()).contains("died of 2 calls");
    watch.begin();
    assertThat(watch.call(OPERATOR, call(1)).toString()).contains("ERROR");
  }

  private static Call call(int outputs) {
    return new Call(List.of(), Map.of(), outputs);
  }
}
