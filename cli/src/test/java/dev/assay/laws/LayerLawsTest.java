package dev.assay.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Value;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import dev.assay.verify.layer.FactAnswer;
import dev.assay.verify.layer.FactFromText;
import dev.assay.verify.layer.Layer;
import dev.assay.verify.layer.LayerProof;
import dev.assay.verify.layer.Range;
import dev.assay.verify.robustness.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What holds of answers about layers. The law: what bounds, slopes or a kept order prove of a drawn
 * model is broken by none of some hundred runs.
 */
class LayerLawsTest {
  /** Models a definition. */
  private static final int COUNT = 2;

  private static final int MOST_INPUTS = 12;

  /** So little that Z3 proves nothing: other laws speak of it. */
  private static final LayerProof.Effort EFFORT = new LayerProof.Effort(1, 4);

  @Test
  void whatIsProvedIsNotBroken() {
    Map<String, Integer> proved = new HashMap<>();
    for (var operator : Catalogue.drawn()) {
      for (Found f : Draws.of(operator).subList(0, COUNT)) {
        check(f, proved);
      }
    }
    assertThat(proved.getOrDefault("rising", 0)).isGreaterThan(20);
    assertThat(proved.getOrDefault("no-nan", 0)).isGreaterThan(20);
    assertThat(proved.getOrDefault("lipschitz", 0)).isGreaterThan(3);
  }

  private static void check(Found f, Map<String, Integer> proved) {
    int size = 0;
    Map<String, Range> box = new HashMap<>();
    for (Value v : f.graph().feeds()) {
      Tensor t = f.inputs().get(v.name());
      if (t == null || !t.type().isFloat()) {
        return;
      }
      size += t.size();
      box.put(v.name(), new Range(-3, 5));
    }
    if (size == 0 || size > MOST_INPUTS) {
      return;
    }
    Layer layer = Layer.of(f.graph(), box);
    String x = f.graph().feeds().get(0).name();
    for (String fact : List.of("rising " + x, "falling " + x, "no-nan", "lipschitz 1")) {
      LayerProof proof =
          new LayerProof(layer, FactFromText.parse(fact), in -> Optional.empty(), EFFORT);
      FactAnswer answer = proof.answer();
      if (answer.verdict() == Verdict.HOLDS) {
        proved.merge(fact.split(" ")[0], 1, Integer::sum);
        assertThat(proof.attack()).as("%s of %s", fact, f.graph()).isEmpty();
      }
    }
  }
}
