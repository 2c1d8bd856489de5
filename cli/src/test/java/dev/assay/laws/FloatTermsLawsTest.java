package dev.assay.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Value;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import dev.assay.verify.solver.FloatReading;
import dev.assay.verify.solver.Rounding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What holds of solver terms over IEEE floats and bit-vectors. The laws: rounded where the value
 * reading rounds, a term at given inputs is its value bit for bit; rounded after each step, it lies
 * in the enclosure, as what any faithful implementation gives does.
 */
class FloatTermsLawsTest {
  /** Models a definition. */
  private static final int COUNT = 4;

  private static final int MOST_INPUTS = 24;
  private static final int MOST_OUTPUTS = 64;

  /** The types that have terms: those of IEEE 754, integers and truth values. */
  private static final Set<DType> TYPES = DType.with(DType.NUMBERS, DType.BOOL);

  @Test
  void termsRoundedWhenStoredAreValues() {
    Set<String> operators = new TreeSet<>();
    int checked = each(Rounding.WHEN_STORED, operators);
    assertThat(operators).hasSizeGreaterThan(90);
    assertThat(checked).isGreaterThan(200);
  }

  @Test
  void termsRoundedAtEachStepLieInEnclosures() {
    Set<String> operators = new TreeSet<>();
    int checked = each(Rounding.EACH_STEP, operators);
    assertThat(operators).hasSizeGreaterThan(90);
    assertThat(checked).isGreaterThan(200);
  }

  private static int each(Rounding rounding, Set<String> operators) {
    int checked = 0;
    for (var operator : Catalogue.drawn()) {
      for (Found f : Draws.of(operator).subList(0, COUNT)) {
        int more = checked(f, rounding);
        checked += more;
        if (more > 0) {
          operators.add(operator.name());
        }
      }
    }
    return checked;
  }

  private static int checked(Found f, Rounding rounding) {
    GraphReading reading = GraphReading.of(f.graph(), f.inputs());
    try {
      return checked(reading, rounding, TYPES::contains);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).contains("cannot be proved about");
    }
    try {
      return checked(reading, rounding, DType::isFloat);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).contains("cannot be proved about");
      return 0;
    }
  }

  private static int checked(GraphReading reading, Rounding rounding, Predicate<DType> moves) {
    Map<String, Tensor> point = new HashMap<>();
    int size = 0;
    for (Value v : reading.graph().feeds()) {
      if (reading.datum(v.name()) instanceof Tensor t && moves.test(t.type())) {
        point.put(v.name(), t);
        size += t.size();
      }
    }
    if (point.isEmpty() || size > MOST_INPUTS) {
      return 0;
    }
    int checked = 0;
    try (FloatReading floats = new FloatReading(rounding)) {
      FloatReading.Run run = floats.run(reading, List.copyOf(point.keySet()));
      for (Value v : reading.graph().outputs()) {
        if (reading.datum(v.name()) instanceof Tensor t
            && t.size() > 0
            && t.size() <= MOST_OUTPUTS
            && t.type() != DType.STRING
            && reading.isSpecified(v.name())) {
          Optional<Tensor> term = run.at(point, v.name());
          term.ifPresent(x -> check(reading, v.name(), x, rounding));
          checked += term.isPresent() ? 1 : 0;
        }
      }
    }
    return checked;
  }

  private static void check(GraphReading reading, String name, Tensor term, Rounding rounding) {
    String node = reading.graph() + " on " + reading.values();
    if (rounding == Rounding.WHEN_STORED) {
      assertThat(term).as(node).isEqualTo(reading.value(name));
    } else {
      Enclosure enclosure = reading.enclosure(name);
      assertThat(enclosure.holds(term, 0)).as("%s gives %s", node, term).isTrue();
    }
  }
}
