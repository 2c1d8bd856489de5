package dev.assay.oracle;

import dev.assay.core.backend.Verdict;
import dev.assay.core.reading.Doubt;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Elements counted against their enclosures, and the worst of those that lie outside. */
final class Tally {
  private long elements;
  private long indecisive;
  private long outside;
  private double worst;
  private @Nullable Facts wrongest;
  private final Set<String> wrong = new LinkedHashSet<>();

  /** Counts the elements of an output; those that rest on unspecified behaviour are indecisive. */
  void add(String name, GraphReading reference, Tensor got) {
    elements += got.size();
    if (!reference.isSpecified(name)) {
      indecisive += got.size();
      return;
    }
    Enclosure enclosure = reference.enclosure(name);
    for (int k = 0; k < got.size(); k++) {
      if (!enclosure.holds(got, k)) {
        outside++;
        wrong.add(name);
        note(name, enclosure, reference.value(name), got, k);
      } else if (!enclosure.isDecisive(k)) {
        indecisive++;
      }
    }
  }

  private void note(String name, Enclosure enclosure, Tensor value, Tensor got, int k) {
    double ratio = enclosure.ratio(got, k);
    if (wrongest == null || ratio > worst) {
      worst = ratio;
      String required = enclosure.describe(k) + ", such as " + Comparison.element(value, k);
      wrongest =
          Facts.ofElement("an element lies outside of its enclosure", name, value, got, k, required)
              .in("", "\n  ratio    : " + ratio + " of the radius" + Grade.of(ratio).fact());
    }
  }

  Judgement judgement(GraphReading reference) {
    if (wrongest != null) {
      String count = "\n  outside  : " + outside + " of " + elements + " elements";
      return Judgement.of(Verdict.MISMATCH, wrongest.in("", count), elements, indecisive)
          .graded(Grade.of(worst))
          .resting(reference, wrong);
    }
    if (elements > 0 && indecisive == elements) {
      return nothingTold(reference.doubts());
    }
    return new Judgement(Verdict.PASS, "", elements, indecisive);
  }

  /** What ONNX does not define comes first, then what it leaves open. */
  private Judgement nothingTold(List<Doubt> doubts) {
    boolean undefined = doubts.stream().anyMatch(Doubt::undefined);
    String why =
        doubts.stream()
            .max(Comparator.comparing(Doubt::undefined).thenComparing(Doubt::unspecified))
            .map(Doubt::toString)
            .orElse("the enclosures are too wide to tell");
    return new Judgement(
        undefined ? Verdict.INVALID : Verdict.INDECISIVE, why, elements, indecisive);
  }
}
