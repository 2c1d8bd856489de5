package dev.assay.generator.rules;

import dev.assay.core.tensor.DType;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

  /** Whether an input, or the tensor that an attribute is, has one of some types. */
  record Typed(String name, Set<DType> types) implements Guard {
    public Typed {
      types = Collections.unmodifiableSet(new TreeSet<>(types));
    }

    @Override
    public String toString() {
      return types.stream()
          .map(DType::toString)
          .collect(Collectors.joining(" or ", "type(" + name + ") is ", ""));
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
    if (this instanceof Typed t) {
      return scene.type(t.name()).filter(t.types()::contains).isPresent();
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
