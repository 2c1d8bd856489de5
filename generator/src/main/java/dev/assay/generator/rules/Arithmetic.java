package dev.assay.generator.rules;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import java.util.Optional;

/** What functions of sizes ask where the sizes, and not the structure, decide. */
public interface Arithmetic {
  /** Whether a rule of sizes holds; one that is open may be made to hold. */
  boolean holds(Dim.Rule rule);

  /** The common shape of two that broadcast. */
  Optional<Dims> broadcast(Dims a, Dims b);

  /** On numbers: rules are looked at. */
  Arithmetic NUMBERS =
      new Arithmetic() {
        @Override
        public boolean holds(Dim.Rule rule) {
          return rule.decided().orElse(false);
        }

        @Override
        public Optional<Dims> broadcast(Dims a, Dims b) {
          if (a.rank() < b.rank()) {
            return broadcast(b, a);
          }
          Dim[] common = a.list().toArray(Dim[]::new);
          int more = a.rank() - b.rank();
          for (int k = more; k < common.length; k++) {
            Dim other = b.get(k - more);
            if (!common[k].equals(other) && !other.equals(Dim.dim(1))) {
              if (!common[k].equals(Dim.dim(1))) {
                return Optional.empty();
              }
              common[k] = other;
            }
          }
          return Optional.of(Dims.of(common));
        }
      };
}
