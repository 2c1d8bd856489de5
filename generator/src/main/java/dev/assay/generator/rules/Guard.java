package dev.assay.generator.rules;

/** What tells one case of an operator from others. */
public sealed interface Guard {

  /** Whether an input or attribute is given. */
  record Given(String name) implements Guard {
    @Override
    public String toString() {
      return "has " + name;
    }
  }

  /** Whether an attribute is a word. */
  record Word(String attribute, String word) implements Guard {
    @Override
    public String toString() {
      return attribute + " is " + RulesText.encoded(word);
    }
  }

  /** Whether a claim holds; here it does not where it speaks of what is absent. */
  record Holds(Claim claim) implements Guard {
    @Override
    public String toString() {
      return claim.toString();
    }
  }

  /** Whether another guard does not hold. */
  record Not(Guard guard) implements Guard {
    @Override
    public String toString() {
      return "not " + guard;
    }
  }

  default Guard not() {
    return this instanceof Not n ? n.guard() : new Not(this);
  }

  /** Whether it holds; what hangs on open sizes is drawn. */
  default boolean holds(Scene scene) {
    if (this instanceof Given g) {
      return scene.has(g.name());
    }
    if (this instanceof Word w) {
      return w.word().equals(scene.word(w.attribute()));
    }
    if (this instanceof Not n) {
      return !n.guard().holds(scene);
    }
    Claim claim = ((Holds) this).claim();
    return claim.speaksOf(scene)
        && claim
            .in(scene)
            .filter(rules -> rules.stream().allMatch(scene.arithmetic()::holds))
            .isPresent();
  }
}
