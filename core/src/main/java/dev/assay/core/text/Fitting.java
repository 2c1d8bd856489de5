package dev.assay.core.text;

import dev.assay.core.onnx.Schema;
import dev.assay.core.operator.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Lets a definition tell of cases, and finds those that keep its rules.
 *
 * @param firstStandIn where the numbers begin that stand for attributes
 */
record Fitting(Operator operator, int opset, Optional<Schema> schema, int firstStandIn) {

  CaseDraft draft(Case form) {
    return CaseDraft.of(operator, opset, form, schema, new StandIns(firstStandIn));
  }

  /** The case, or the first that keeps the operator's rules with few more departures. */
  Optional<CaseDraft> nearest(Case form, int departures) {
    CaseDraft draft = draft(form);
    if (draft.fits()) {
      return Optional.of(draft);
    }
    if (departures == 0) {
      return Optional.empty();
    }
    List<Case> nearby = new ArrayList<>();
    for (Question q : new TreeSet<>(draft.answers().questions())) {
      if (form.answer(q).isEmpty()) {
        draft.answers().others(q).forEach(a -> nearby.add(form.with(q, a)));
      }
    }
    for (Case c : nearby) {
      CaseDraft other = draft(c);
      if (other.fits()) {
        return Optional.of(other);
      }
    }
    return nearby.stream()
        .map(c -> nearest(c, departures - 1))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
