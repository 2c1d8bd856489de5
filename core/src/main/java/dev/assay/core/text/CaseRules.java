package dev.assay.core.text;

import dev.assay.core.expr.Dim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rules of a case: some make two sizes one, the others are for the text to say. */
final class CaseRules {

  /** A rule; one of the alternatives holds. */
  record Requirement(List<Dim.Rule> alternatives, String why) {}

  private final Answers answers;
  private final Equalities equalities;
  private final List<Requirement> requirements = new ArrayList<>();

  CaseRules(Answers answers, Equalities equalities) {
    this.answers = answers;
    this.equalities = equalities;
  }

  List<Requirement> requirements() {
    return requirements;
  }

  void require(Dim.Rule rule, String why) {
    Optional<Boolean> decided = decided(rule);
    if (decided.isPresent()) {
      if (!decided.get()) {
        throw new Misfit(why);
      }
      return;
    }
    if (!isEquated(rule)) {
      requirements.add(new Requirement(List.of(rule), why));
    }
  }

  int which(Dim.Rule... rules) {
    for (int k = 0; k < rules.length; k++) {
      if (decided(rules[k]).orElse(false)) {
        return k;
      }
    }
    if (isBroadcast(rules)) {
      return 0;
    }
    boolean counts = Arrays.stream(rules).allMatch(r -> r.left().equals(rules[0].left()));
    int chosen = counts && rules.length > 2 ? 1 : chosen(rules);
    if (!isEquated(rules[chosen]) || !counts) {
      requirements.add(new Requirement(List.of(rules), ""));
    }
    return chosen;
  }

  private boolean isEquated(Dim.Rule rule) {
    return rule.relation() == Dim.Rule.Relation.EQUAL
        && equalities.equate(rule.left(), rule.right());
  }

  private int chosen(Dim.Rule... rules) {
    List<String> possible =
        Arrays.stream(rules).filter(r -> decided(r).orElse(true)).map(Dim.Rule::toString).toList();
    if (possible.isEmpty()) {
      throw new Misfit("the sizes fit none of the cases");
    }
    String name = Arrays.stream(rules).map(Dim.Rule::toString).collect(Collectors.joining(" or "));
    String answer = answers.ask(new Question(Question.Kind.SIZES, name), possible);
    return IntStream.range(0, rules.length)
        .filter(k -> rules[k].toString().equals(answer))
        .findFirst()
        .orElseThrow();
  }

  /** Sizes that are the same, but that one of them may be 1. */
  private boolean isBroadcast(Dim.Rule... rules) {
    Dim.Rule same = rules[0];
    boolean onesOnly =
        same.relation() == Dim.Rule.Relation.EQUAL
            && rules.length > 1
            && Arrays.stream(rules)
                .skip(1)
                .allMatch(r -> r.equals(same.left().is(1)) || r.equals(same.right().is(1)));
    if (!onesOnly
        || !(equalities.simple(same.left()) instanceof Dim.Var l)
        || !(equalities.simple(same.right()) instanceof Dim.Var r)
        || !equalities.isFree(l)
        || !equalities.isFree(r)) {
      return false;
    }
    boolean both = rules.length > 2;
    boolean rightSpreads = rules[1].left().equals(same.right());
    equalities.spread(rightSpreads ? r : l, rightSpreads ? l : r, both);
    return true;
  }

  private Optional<Boolean> decided(Dim.Rule rule) {
    return new Dim.Rule(
            rule.relation(), equalities.simple(rule.left()), equalities.simple(rule.right()))
        .decided();
  }
}
